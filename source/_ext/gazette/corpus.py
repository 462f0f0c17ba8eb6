"""The corpus as the converters give it: typed, frozen records, with O(1) look-up of documents.

:mod:`gazette.corpusfile` reads them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from .addresses import DOCUMENTS
from .days import chinese, day_in
from .digests import digest_of

Span = tuple[int, int]
"""First and last line of the raw file, both included, 1-based."""

KINDS = {
    "report": "报告",
    "order": "令",
    "notice": "通知",
    "opinion": "意见",
    "announcement": "通告",
    "commendation": "表彰",
    "appointment": "任免",
    "other": "其他",
}
"""The kinds of documents, and what readers call them."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One number of a gazette."""

    title: str
    year: int | None
    number: int | None
    total: int | None
    """总第311期."""
    published: date | None
    sponsor: str | None = None
    """主办."""
    editor: str | None = None
    """编辑."""
    internal_no: str | None = None
    """鲁联内资（2009）第1351号: the number under which it is printed."""

    @property
    def name(self) -> str:
        """济南市人民政府公报2020年第1期."""
        return self.title + self.short

    @property
    def short(self) -> str:
        """2020年第1期."""
        return (f"{self.year}年" if self.year else "") + (f"第{self.number}期" if self.number else "")


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file."""

    file: str
    sha256: str
    encoding: str
    issue: Issue | None
    """None for a document that came alone."""
    furniture: tuple[Span, ...]
    """Lines that belong to no document."""


class Correction(NamedTuple):
    """A confirmed correction of the text."""

    anchor: str | None
    """The nearest anchor at or before the place."""
    printed: str
    right: str
    reason: str
    evidence: str | None


class Difference(NamedTuple):
    """A place where a witness reads differently."""

    anchor: str | None
    """The nearest anchor at or before the place."""
    reading: str
    """What the text of the page has; empty where it has nothing."""
    witness: str
    """What the witness has."""
    before: str
    """The words before it, for orientation."""
    after: str
    minor: bool
    """Whether only punctuation differs."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A further copy of a document."""

    source: str
    lines: Span
    column: str | None
    page: int | None
    differences: tuple[Difference, ...] = ()


class Enclosed(NamedTuple):
    """The text that a 通知 prints or a 令 promulgates."""

    title: str
    lines: Span
    chapters: int
    articles: int


class Citation(NamedTuple):
    """An occurrence of another document; of ``title`` and ``docno`` either may be None."""

    line: int
    title: str | None
    docno: str | None
    target: str | None
    """Id of a document of the corpus."""


class Term(NamedTuple):
    """A term that the document defines."""

    line: int
    term: str
    meaning: str | None
    """The words that it stands for (``for`` in the file)."""
    via: str
    """short 以下简称, definition 是指, scope 含…，下同."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document, as its record in corpus.json."""

    id: str
    title: str
    docno: str | None
    filing_no: str | None
    kind: str
    """One of `KINDS`."""
    issuers: tuple[str, ...]
    addressees: str | None
    signed: date | None
    printed: date | None
    effective: date | None
    expires: date | None
    """Last day in force."""
    column: str | None
    page: int | None
    source: str
    lines: Span
    witnesses: tuple[Witness, ...]
    enclosed: tuple[Enclosed, ...]
    annexes: tuple[str, ...]
    size: int
    """How many blocks it has: paragraphs, headings, rows. What they are, pages read off the document itself."""
    citations: tuple[Citation, ...]
    repeals: tuple[Citation, ...]
    """What this document ends."""
    terms: tuple[Term, ...]
    responsible: int
    """How many attributions （…负责） stand in it."""
    corrections: tuple[Correction, ...] = ()
    said: str = ""
    """Digest of its citations, repeals and terms, with which the text of its page is read."""

    @property
    def docname(self) -> str:
        """Sphinx's name of the page."""
        return f"{DOCUMENTS}{self.id}"

    @property
    def name(self) -> str:
        """What people call it: the rule that it encloses or promulgates, else its own title, as of one with several."""
        return called(self.title, self.kind, [text.title for text in self.enclosed])

    @property
    def day(self) -> date | None:
        """The day that orders it among others: signed, else printed, else the one in its id (a report's delivery)."""
        return self.signed or self.printed or day_in(self.id) or self.effective

    @property
    def mark(self) -> str | None:
        """What tells it from others of its title: the 文号, else the day, as it is printed."""
        return self.docno or (chinese(self.day) if self.day else None)


def called(title: str, kind: str, enclosed: Sequence[str]) -> str:
    """Tell what people call a document by its title, its kind and the titles of the texts that it encloses.

    An order's own title says nothing.

    >>> called("关于印发绿道管理办法的通知", "notice", ["绿道管理办法"])
    '绿道管理办法'
    >>> called("关于印发绿道管理办法等规范性文件的通知", "notice", ["绿道管理办法", "驿站管理办法"])
    '关于印发绿道管理办法等规范性文件的通知'
    """
    return enclosed[0] if len(enclosed) == 1 or (enclosed and kind == "order") else title


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents, in the order of corpus.json."""

    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    by_id: Mapping[str, Document] = field(repr=False)
    by_source: Mapping[str, Source] = field(repr=False)
    digest: str = ""
    """Of the file that it was read from."""


def corpus(raw: Mapping[str, Any]) -> Corpus:
    """Make the records from the parsed file."""
    sources = tuple(_source(s) for s in raw["sources"])
    documents = tuple(_document(d) for d in raw["documents"])
    return Corpus(
        sources=sources,
        documents=documents,
        by_id={d.id: d for d in documents},
        by_source={s.file: s for s in sources},
    )


def _source(raw: Mapping[str, Any]) -> Source:
    return Source(
        file=raw["file"],
        sha256=raw["sha256"],
        encoding=raw["encoding"],
        issue=None if raw["issue"] is None else _issue(raw["issue"]),
        furniture=tuple(_span(s) for s in raw["furniture"]),
    )


def _issue(raw: Mapping[str, Any]) -> Issue:
    return Issue(
        title=raw["title"],
        year=raw["year"],
        number=raw["number"],
        total=raw["total"],
        published=_date(raw["published"]),
        sponsor=raw.get("sponsor"),
        editor=raw.get("editor"),
        internal_no=raw.get("internal_no"),
    )


def _document(raw: Mapping[str, Any]) -> Document:
    return Document(
        id=raw["id"],
        title=raw["title"],
        docno=raw["docno"],
        filing_no=raw["filing_no"],
        kind=raw["kind"],
        issuers=tuple(raw["issuers"]),
        addressees=raw["addressees"],
        signed=_date(raw["signed"]),
        printed=_date(raw["printed"]),
        effective=_date(raw["effective"]),
        expires=_date(raw["expires"]),
        column=raw["column"],
        page=raw["page"],
        source=raw["source"],
        lines=_span(raw["lines"]),
        witnesses=tuple(_witness(w) for w in raw["witnesses"]),
        enclosed=tuple(Enclosed(e["title"], _span(e["lines"]), e["chapters"], e["articles"]) for e in raw["enclosed"]),
        annexes=tuple(raw["annexes"]),
        size=len(raw["blocks"]),
        citations=tuple(_citation(c) for c in raw["citations"]),
        repeals=tuple(_citation(c) for c in raw["repeals"]),
        terms=tuple(Term(t["line"], t["term"], t["for"], t["via"]) for t in raw["terms"]),
        responsible=raw["responsible"],
        corrections=tuple(
            Correction(c["anchor"], c["printed"], c["right"], c["reason"], c["evidence"])
            for c in raw.get("corrections", ())
        ),
        said=digest_of(*(raw[name] for name in ("citations", "repeals", "terms"))),
    )


def _witness(raw: Mapping[str, Any]) -> Witness:
    return Witness(
        source=raw["source"],
        lines=_span(raw["lines"]),
        column=raw.get("column"),
        page=raw.get("page"),
        differences=tuple(_difference(d) for d in raw.get("differences", ())),
    )


def _difference(raw: Mapping[str, Any]) -> Difference:
    return Difference(raw["anchor"], raw["reading"], raw["witness"], raw["before"], raw["after"], raw["minor"])


def _citation(raw: Mapping[str, Any]) -> Citation:
    return Citation(raw["line"], raw["title"], raw["docno"], raw["target"])


def _span(raw: Iterable[int]) -> Span:
    first, last = raw
    return first, last


def _date(raw: str | None) -> date | None:
    return None if raw is None else date.fromisoformat(raw)
