"""The records that the stages pass on; spans are in 1-based lines of the raw file.

Standard library only.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from typing import Any, Literal

from converters.text import Text

Span = tuple[int, int]
"""First and last line, both included, 1-based, of the raw file as stored."""

Level = Literal[1, 2, 3, 4, "part", "chapter", "section", "article", "item", "subitem"]
"""Rank of a printed number: 1 一、 2 （一） 3 1. 4 （1） for headings; 编 章 节 条 项 目 in numbered articles."""


class Kind(StrEnum):
    """What a block is."""

    __hash__ = str.__hash__  # that of Enum is written in Python, and kinds are looked up for every block

    TITLE = "title"
    DOCNO = "docno"
    FILING_NO = "filing_no"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    SIGNATURE = "signature"
    DATE = "date"
    PRINTED = "printed"
    ANNEX = "annex"
    NOTE = "note"


class DocumentKind(StrEnum):
    """What a document is."""

    REPORT = "report"
    ORDER = "order"
    NOTICE = "notice"
    OPINION = "opinion"
    ANNOUNCEMENT = "announcement"
    COMMENDATION = "commendation"
    APPOINTMENT = "appointment"
    OTHER = "other"


class Code(StrEnum):
    """What the converter can be unsure of; printed as the code of a warning."""

    UNREADABLE = "unreadable"
    """The file cannot be read at all: binary, empty, unknown encoding."""
    NO_DOCUMENT = "no-document"
    """Nothing in the file tells where a document begins; all of it is taken for one."""
    UNSURE_BREAK = "unsure-break"
    """A line break after a full stop, and nothing that tells whether a paragraph ends."""
    SIDE_BY_SIDE = "side-by-side"
    """Lines that hold two columns of a page, the left and the right one, and are read as they stand."""
    DUPLICATE_ANCHOR = "duplicate-anchor"
    """A number printed twice in one scope."""
    NUMBER_GAP = "number-gap"
    """A number is missing between two neighbours."""
    SUSPECTED_FAULT = "suspected-fault"
    """The source looks wrong; the text stays as printed."""
    READ_AS = "read-as"
    """A character that OCR must have mistaken was read as another."""
    WITNESS = "witness"
    """A second copy of the document reads differently."""
    MISSING_DOCUMENT = "missing-document"
    """The contents list a document that was not found."""
    DUPLICATE_DOCUMENT = "duplicate-document"
    """Two different documents with one id."""
    CORRECTION = "correction"
    """A confirmed correction does not match the raw text."""
    HIDDEN_CORRECTION = "hidden-correction"
    """A confirmed correction of a copy of which no page is made."""


MESSAGES: Mapping[Code, str] = {
    Code.UNREADABLE: "{0}",
    Code.NO_DOCUMENT: "no title with a 文号, no contents: what stands here is taken for one document",
    Code.UNSURE_BREAK: "whether a paragraph ends inside these lines cannot be told",
    Code.SIDE_BY_SIDE: "two columns stand side by side down to line {0} and are read line by line; part them first",
    Code.DUPLICATE_ANCHOR: "{0} is printed twice in one scope; the second is {1}",
    Code.NUMBER_GAP: "{0} follows {1}",
    Code.SUSPECTED_FAULT: "{0}: {1}",
    Code.READ_AS: "{0} is read as {1}",
    Code.WITNESS: "{0}【{1}】{2}: {3} reads 【{4}】",
    Code.MISSING_DOCUMENT: "the contents list {0}, the text lacks it",
    Code.DUPLICATE_DOCUMENT: "a different document with the id {0} stands in {1}; this one is {2}",
    Code.CORRECTION: "{0}: {1}; not corrected",
    Code.HIDDEN_CORRECTION: "{0} is corrected to {1} in a second copy; the page shows the one at {2}",
}
"""What a finding says, with its facts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an editor should look at."""

    file: str
    """Name of the raw file."""
    line: int
    """1-based line of the raw file; 0 for the file as a whole."""
    code: Code
    facts: tuple[str, ...] = ()
    """What stands in its message."""
    ready: tuple[str, str] | None = None
    """A ready correction: what is printed, as it stands in the raw file, and what should stand there."""

    @property
    def message(self) -> str:
        """What it says."""
        said = MESSAGES[self.code].format(*self.facts)
        return f"{said} ({', '.join(self.correction)})" if self.ready else said

    @property
    def correction(self) -> tuple[str, ...]:
        """The ready correction in TOML, as :mod:`converters.proof.corrections` reads it."""
        values = zip(("printed", "right"), self.ready or (), strict=False)
        return tuple(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Emendation:
    """A confirmed correction of a block's words; the words themselves stay as printed."""

    start: int
    """Offset into the words."""
    end: int
    """Offset behind what is corrected."""
    right: str
    """What should stand there."""
    reason: str
    evidence: str | None


@dataclass(slots=True)
class Block:
    """One logical paragraph, heading, list row or table row, after the raw line breaks are undone.

    The stages that make a document fill it in; nothing changes it afterwards. It is not frozen, because that would
    double the cost of making it.
    """

    kind: Kind
    content: Text
    """The words with their origin; a row's are the cells' one after the other."""
    lines: Span
    marks: tuple[tuple[int, int], ...] = ((0, 1),)
    """Where raw lines begin in the words: (offset, raw line), first offset 0."""
    style: str | None = None
    """Class of the block in MyST where its kind does not say enough: subtitle, speaker, salutation, enclosed …"""
    level: Level | None = None
    number: str | None = None
    """As printed: 第十二条, （三）, 1."""
    heading: str | None = None
    """The heading's own words, without number and full stop."""
    split: int = 0
    """How many characters a run-in heading takes, number and full stop included; 0 where there is none."""
    anchor: str | None = None
    depth: int = 0
    """Depth of the heading in the document, 1 for its title; 0 for what is no heading."""
    cells: tuple[Text, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    """Confirmed corrections, in order, none overlapping another."""

    @property
    def text(self) -> str:
        """The words."""
        return self.content.s

    def line_at(self, offset: int) -> int:
        """The raw line on which the character at `offset` of the words stands."""
        marks = self.marks
        return marks[bisect_right(marks, (max(offset, 0) + 1,)) - 1][1]

    def __reduce__(self) -> tuple[object, ...]:
        """Go from process to process as a call, which takes a third less time than a table of fields."""
        return Block, _FIELDS(self)

    def but(self, **changes: Any) -> "Block":
        """Another block like this one but for some fields: what `dataclasses.replace` gives, in a third of its time."""
        block = Block(*_FIELDS(self))
        for name, value in changes.items():
            setattr(block, name, value)
        return block


_FIELDS = attrgetter(*(field.name for field in fields(Block)))


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The text that a 通知 prints or a 令 promulgates."""

    title: str
    lines: Span
    chapters: int
    articles: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where another document is named, or, among `repeals`, ended."""

    line: int
    """1-based raw line on which it begins."""
    title: str | None
    """The words between 《 and 》."""
    docno: str | None
    key: tuple[str | None, str | None] = (None, None)
    """Full title and 文号 to look it up by: what a short title stands for."""
    target: str | None = None
    """Id of the document in the corpus."""


class Via(StrEnum):
    """How a term is set."""

    SHORT = "short"
    """以下简称"""
    DEFINITION = "definition"
    """是指"""
    SCOPE = "scope"
    """含…，下同"""


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the document sets."""

    line: int
    """1-based raw line on which the term stands."""
    term: str
    meaning: str | None
    """What it is set for: `for` in corpus.json; None where the text does not tell where that begins."""
    via: Via


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a witness reads differently; layout and the width of punctuation are no difference."""

    anchor: str | None
    """The nearest anchor at or before the place."""
    line: int
    """1-based line of the leading copy's raw file."""
    reading: str
    """What the leading copy has; empty where it has nothing."""
    witness: str
    """What the witness has."""
    witness_line: int
    before: str
    """The words before it, for orientation."""
    after: str
    minor: bool
    """Whether only punctuation differs."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A further copy of a document, as another raw file has it."""

    source: str
    lines: Span
    blocks: tuple[Block, ...]
    column: str | None
    page: int | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a gazette. What is not known is None. Dates are ISO dates."""

    id: str
    title: str
    docno: str | None
    filing_no: str | None
    kind: DocumentKind
    issuers: tuple[str, ...]
    addressees: str | None
    signed: str | None
    """成文日期"""
    printed: str | None
    """印发日期"""
    effective: str | None
    """施行日期"""
    expires: str | None
    """Last day in force."""
    column: str | None
    page: int | None
    source: str
    lines: Span
    blocks: tuple[Block, ...]
    enclosed: tuple[Enclosed, ...]
    annexes: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    repeals: tuple[Citation, ...] = ()
    terms: tuple[Term, ...] = ()
    responsible: int = 0
    """How many attributions stand in the document: （…负责）, （责任单位：…）"""
    witnesses: tuple[Witness, ...] = ()
    """Further copies of the same document."""
