"""From text to its folded form: repairs, width, traditional to simplified, and the way back."""

from aicompute_cli.document.folding.plan import STEPS, VARIANTS, FindEdits, Folded, Step, fold, fold_query

__all__ = ["STEPS", "VARIANTS", "FindEdits", "Folded", "Step", "fold", "fold_query"]
