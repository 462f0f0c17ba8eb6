"""What is kept of each page that the law domain reads: values only, so that they travel between workers. Pure.

A page is a document or the notes on one. Everything about several pages at once (what leads where, who cites whom) is
worked out from these records by :mod:`gazette.law.graph`.

What there are ten thousands of, here and in what a mention is made of, is a tuple: tuples are made, sent and read back
several times as fast as dataclasses.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .mention import Mention
from .outline import Outline
from .refs import Ref, in_title_marks

__all__ = ["Cited", "Ending", "Name", "NoteKind", "NoteRecord", "Page", "Repeal", "Task", "TermRecord"]


class Name(NamedTuple):
    """A name by which a document, or a text in it, is cited."""

    key: str
    """A title, folded (:func:`gazette.law.refs.title_key`)."""
    anchor: str
    """Heading of the text that bears the name; empty for the document as a whole."""
    strong: bool
    """False for titles of annexes, which say little: they count where no document bears the name."""


class Cited(NamedTuple):
    """A mention, and where it stands."""

    anchor: str
    """Innermost unit that it stands in; on notes the note's own anchor."""
    words: str
    """As printed."""
    mention: Mention
    line: int | None
    """In the MyST file."""
    role: bool = False
    """Whether an editor marked it as a reference: then it must have a target."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A term that a document defines."""

    anchor: str
    """Of the entry in the list of terms on its page: t1, t2 …."""
    term: str
    meaning: str | None
    place: str
    """Anchor of the unit that defines it."""
    scope: str
    """Text in which it holds: anchor of its heading, or empty for the whole document."""
    via: str
    """short, definition, scope."""


class Task(NamedTuple):
    """What a unit charges bodies with: （牵头单位：市发展改革委；配合单位：市财政局）."""

    anchor: str
    """The unit; its page is that of the record."""
    body: str
    """As printed: 市发展改革委."""
    role: str
    """牵头, 配合 or 负责."""
    words: str
    """What the unit begins with, cut to a line."""


class Ending(StrEnum):
    """How one document ends another, in the words of the gazette."""

    REPEAL = "废止"
    LAPSE = "失效"
    STOP = "停止执行"

    @property
    def declared(self) -> str:
        """The words behind what ends a document.

        >>> Ending.REPEAL.declared, Ending.LAPSE.declared
        ('废止', '宣布失效')
        """
        return str(self) if self is Ending.REPEAL else f"宣布{self}"


@dataclass(frozen=True, slots=True)
class Repeal:
    """An end that a document puts to another."""

    ref: Ref
    ending: Ending


class NoteKind(StrEnum):
    """What a note is about; the value is what editors write and readers see."""

    MEANING = "释义"
    TEXT = "文字"
    EFFECT = "效力"
    FORCE = "施行"
    EDITOR = "编者"


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """An editor's note."""

    anchor: str
    """Its own: n1, n2 …."""
    target: str
    """Anchor of the unit that it is about."""
    kind: NoteKind
    author: str | None
    date: str | None
    """ISO date."""
    authority: str | None
    words: str | None
    """Those of the unit that it is about, if it tells them."""
    text: str
    """What it says, without markup."""
    line: int | None


NO_UNITS = Outline(())


@dataclass(frozen=True, slots=True)
class Page:
    """All that is kept of a page."""

    docname: str
    on: str
    """Page on which its anchors stand: itself, for notes that of the document."""
    id: str = ""
    """Of a document; empty for notes and for pages that are no law."""
    title: str = ""
    docno: str | None = None
    filing_no: str | None = None
    short: str = ""
    """What people call it: the rule that it encloses, else its title."""
    names: tuple[Name, ...] = ()
    outline: Outline = NO_UNITS
    anchors: frozenset[str] = frozenset()
    """All of its anchors, also those without a number."""
    day: str | None = None
    """ISO date from which it can have been cited."""
    begins: str | None = None
    """ISO date from which what it orders holds: in force, else the day it was printed or signed."""
    cited: tuple[Cited, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    """What it ends."""
    terms: tuple[TermRecord, ...] = ()
    tasks: tuple[Task, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    state: str = ""
    """What was known of the document beside its MyST when it was read, as a digest."""

    @property
    def work(self) -> str:
        """What it is called, in marks.

        >>> Page("doc/x", "doc/x", short="关于修改《夜市管理规定》的决定").work
        '《关于修改〈夜市管理规定〉的决定》'
        """
        return in_title_marks(self.short)

    @property
    def label(self) -> str:
        """How it is cited: 《title》（文号）."""
        return self.work + (f"（{self.docno}）" if self.docno else "")
