"""Running text: which blocks the readers of citations, terms and attributions read, and as what words.

Standard library only.
"""

from converters.model import Block, Kind

UNREAD = frozenset({Kind.DOCNO, Kind.FILING_NO, Kind.SIGNATURE, Kind.DATE, Kind.PRINTED})
"""Blocks that identify the document itself and name no other."""


CELL = "|"
"""What stands between the cells of a row in `words`."""


def words(block: Block) -> str:
    """Return the words of a block, with a mark between the cells of a row, so that none runs into the next."""
    return CELL.join(cell.s.replace(CELL, " ") for cell in block.cells) if block.cells else block.text


def place(block: Block, offset: int, text: str) -> int:
    """Return the offset in `block.text` of an offset in its `words`, which are `text`."""
    return offset - text.count(CELL, 0, offset) if block.cells else offset
