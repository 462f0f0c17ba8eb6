"""The records that the stages pass on. Frozen, standard library only; every span is in 1-based lines of the raw file."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Span = tuple[int, int]
"""First and last line, both included, 1-based, of the raw file as stored."""

Level = Literal[1, 2, 3, 4, "part", "chapter", "section", "article", "item", "subitem"]
"""Rank of a printed number: 1 一、 2 （一） 3 1. 4 （1） for headings; 编 章 节 条 项 目 in numbered articles."""


class Kind(StrEnum):
    """What a block is."""

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
    """No document was found in the file."""
    UNSURE_BREAK = "unsure-break"
    """A line break after a full stop, and nothing that tells whether a paragraph ends."""
    DUPLICATE_ANCHOR = "duplicate-anchor"
    """A number printed twice in one scope."""
    NUMBER_GAP = "number-gap"
    """A number is missing between two neighbours."""
    SUSPECTED_FAULT = "suspected-fault"
    """The source looks wrong; the text stays as printed."""
    MISSING_DOCUMENT = "missing-document"
    """The contents list a document that was not found."""
    DUPLICATE_DOCUMENT = "duplicate-document"
    """Two different documents with one id."""
    CORRECTION = "correction"
    """A confirmed correction does not match the raw text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an editor should look at."""

    file: str
    """Name of the raw file."""
    line: int
    """1-based line of the raw file; 0 for the file as a whole."""
    code: Code
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"
