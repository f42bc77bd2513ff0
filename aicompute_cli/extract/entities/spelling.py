"""How the name of an entity is written where it is shown."""

from __future__ import annotations

import functools
import re

_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fffA-Za-z0-9])|(?<=[A-Za-z0-9]) +(?=[\u4e00-\u9fff])")
_MARKS = re.compile('[“”「」『』"]')


@functools.lru_cache(maxsize=4096)
def tidy(canonical: str) -> str:
    """A name as it is shown: without quotation marks, what cannot be shown, and gaps between scripts.

    A title in 《》 keeps its marks.

    >>> tidy("“远川 AI 平台”"), tidy("DGX  H100"), tidy("远川\\x85云"), tidy("《“远川”年报》")
    ('远川AI平台', 'DGX H100', '远川云', '《“远川”年报》')
    """
    if not canonical.isprintable():
        canonical = "".join(sign if sign.isprintable() else " " for sign in canonical)
    if canonical[:1] != "《":
        canonical = _MARKS.sub("", canonical)
    if " " in canonical:
        canonical = _GAP.sub("", " ".join(canonical.split()))
    return canonical
