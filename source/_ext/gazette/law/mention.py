"""What is known of a document before its text is read, and what a mention in it says: values only.

:mod:`gazette.law.mentions` finds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .places import Place, Rank
from .refs import Ref

__all__ = ["Context", "Doubt", "Mention", "Pointer"]


class Doubt(StrEnum):
    """Why a mention may not mean what it seems to; the value is what editors read."""

    UNMARKED = "法规名称未加书名号"
    FOREIGN = "同句已引其他文件的条款"
    CONTEXT = "前后文不足以断定所指"


class Pointer(NamedTuple):
    """A place told from where the words stand: 前款 is one PARAGRAPH back, 前两款 two, 本条 none."""

    rank: Rank
    back: int


class Mention(NamedTuple):
    """Characters that speak of a document or a place."""

    start: int
    end: int
    ref: Ref
    """What is named; without title and 文号 the text itself. Its place is relative to the pointer, if there is one."""
    pointer: Pointer | None = None
    since: Place | None = None
    """For the end of a range: where the range begins."""
    counted: bool = True
    """False for words that only lead on the way to a counted mention beside them."""
    loose: bool = False
    """True where the words may as well mean nothing: they are linked when a target is known, else nobody is told."""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document before it is read."""

    titles: frozenset[str] | None = None
    """Keys of the titles that it cites (:func:`gazette.law.refs.title_key`); other titles are loose mentions. None
    where nobody has listed them: then the last word of a title tells whether it is a rule."""
    docnos: frozenset[str] = frozenset()
    """文号 that it cites, canonical."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Last words of its own titles (办法) → the title that 《办法》 then means."""
    seat: str = ""
    """Whose 市政府 is meant in 市政府令第3号: 云州市."""
    annexes: frozenset[str] | None = None
    """What its annexes are called: 附件1, 附录2; None where any 附件 may be meant, as in notes."""
    decimals: bool = False
    """Whether it has sections numbered in decimals: only there can 按照4.1的规定 mean a place."""
