"""Entries of lists of documents: a number, a title with or without 《》, its 文号, and little else.

Standard library only.
"""

import re

from converters.annotations.running import CELL, words
from converters.model import Block, Kind
from converters.printed.authorities import authorities
from converters.printed.characters import CLOSING, OPEN, OPENING
from converters.printed.docnos import find_docnos
from converters.printed.numerals import LIST_NUMBER, NUMERAL

_STARTS_RE = re.compile(f"(?:{NUMERAL}，)?[^《》。；，：]{{0,100}}，?")
"""What may stand before 《 or 文号: a number, an issuer, a title without 《》, at times with a comma behind it."""

_HISTORY = "[^（）]{0,400}(?:（[^（）]{0,80}）[^（）]{0,400}){0,8}"
_REST_RE = re.compile(f"(?:公布|发布|印发|颁布|修[订正改])?(?:）|（{_HISTORY}）|[ ，；]?根据{_HISTORY}）)?[。；，、]?")
"""What may stand behind: of a law, where it was passed and amended."""

_NUMBER_RE = re.compile(f"^{LIST_NUMBER}[ ]?")

_BRACKET_RE = re.compile(f"{OPEN}[^{re.escape(OPENING + CLOSING)}]*$")
"""What stands before the 文号 in its bracket: （1998年6月3日市政府令第32号公布）"""

_MARKS = f"{OPENING}{CLOSING} "


def is_entry(block: Block, start: int, end: int) -> bool:
    """Whether a block is an entry of a list of documents; `start` and `end` are where its `text` names the first."""
    if not _STARTS_RE.fullmatch(block.text, 0, start):
        return False
    return block.kind is Kind.ROW or bool(_REST_RE.fullmatch(block.text, end))


def printed_title(block: Block, start: int, end: int) -> str | None:
    """Return the title that an entry prints without 《》 beside the 文号 at an offset of its `words`; None for none.

    It stands before the 文号, 3. 云州市…的通告（云政发〔2005〕12号）, or behind it, or in another cell of the row.
    """
    text = words(block)
    first, last = text.rfind(CELL, 0, start) + 1, text.find(CELL, end)
    before, behind = text[first:start], text[end : last if last >= 0 else None]
    cells = [before if _NUMBER_RE.sub("", before) else behind]
    if block.cells and not (before + behind).strip(_MARKS):
        cells = [cell.s for cell in block.cells]
    for cell in cells:
        ends = [docno.start for docno in find_docnos(cell)] or [len(cell)]
        title = _BRACKET_RE.sub("", _NUMBER_RE.sub("", cell[: ends[0]].strip())).rstrip("， ")
        if authorities().has_authority(title) and not authorities().is_bare(title):
            return title
    return None
