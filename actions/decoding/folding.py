"""One form of text for patterns: Chinese punctuation and small letters, character for character.

The caller has normalised already (NFKC, simplified characters, no spaces inside Chinese). NFKC turns ，！？
into their ASCII forms; patterns are written with the Chinese ones. Lengths never change, so that places found
in the folded text are places of the text itself.
"""

from __future__ import annotations

import re

#: A sentence ends at these; a clause also at a comma or a colon.
SENTENCE_ENDS = "。！？；\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，："

_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_CHINESE = str.maketrans(",!?;:()[]", "，！？；：（）【】")
# In a link, a sum or a time (http://a.b/?c, 2,000, 18:30) these marks end nothing and stay as they are.
_INSIDE = re.compile(r"(?<=[A-Za-z0-9/])[，？；：](?=[A-Za-z0-9/])")
_ASCII = str.maketrans("，？；：", ",?;:")


def folded(text: str) -> str:
    """The text as patterns read it; of the same length."""
    return punctuated(text).translate(_SMALL)


def punctuated(text: str) -> str:
    """The text with Chinese punctuation, links, sums and times aside; of the same length."""
    return _INSIDE.sub(lambda mark: mark[0].translate(_ASCII), text.translate(_CHINESE))


def clause(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """The clauses that ``text[start:end]`` stands in, at most ``reach`` characters to either side."""
    low = max(0, start - reach)
    high = min(len(text), end + reach)
    before = [text.rfind(mark, low, start) + 1 for mark in CLAUSE_ENDS]
    after = [place for mark in CLAUSE_ENDS if (place := text.find(mark, end, high)) >= 0]
    return max(low, *before), min(high, *after) if after else high
