"""``python -m aicompute_cli`` and the command ``aic``."""

import gc

# A start makes some 40,000 objects, all of which stay: looking for garbage among them again and again takes
# a tenth of a warm search.
gc.set_threshold(20_000)

from aicompute_cli.cli.app import main  # noqa: E402 - after the threshold is set

__all__ = ["main"]

if __name__ == "__main__":
    main()
