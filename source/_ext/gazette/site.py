"""The site as a whole: which issue prints which document, what stands beside it, what is of one column or year.

Made once for each build, before pages are written; every page then looks up what it needs. Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from .addresses import ISSUES
from .corpus import Corpus, Document, Issue
from .law.graph import Graph
from .law.standing import Standing, standing
from .law.status import last_day
from .pinyin import slugs

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as an issue prints it, or as a list shows it."""

    document: Document
    column: str | None
    page: int | None
    line: int
    """Where it begins in the raw file: the printed order."""
    copy: bool
    """Whether the text of the page is that of another copy."""


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue that has a page."""

    docname: str
    """gazette/<name>/<year>/<number>."""
    issue: Issue
    entries: tuple[Entry, ...]
    """In printed order."""

    @property
    def name(self) -> str:
        """济南市人民政府公报2020年第1期."""
        return self.issue.name

    @property
    def short(self) -> str:
        """2020年第1期."""
        return self.issue.short

    @property
    def gazette(self) -> str:
        """Name of the page of the gazette."""
        return "/".join(self.docname.split("/")[:2])

    @property
    def columns(self) -> dict[str | None, list[Entry]]:
        """Entries by column, columns in printed order."""
        return grouped(self.entries, lambda entry: entry.column)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands before and after a document in its issue."""

    before: Document | None = None
    after: Document | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """All that pages look up."""

    corpus: Corpus
    today: date
    issues: Mapping[str, IssuePage] = field(repr=False)
    """By docname, newest first."""
    issue_of: Mapping[str, IssuePage] = field(repr=False)
    """By document id: the issue whose copy is the text of the page."""
    also_in: Mapping[str, tuple[tuple[IssuePage, Entry], ...]] = field(repr=False)
    """By document id: issues that print a further copy."""
    neighbours: Mapping[str, Neighbours] = field(repr=False)
    between: Mapping[str, tuple[IssuePage | None, IssuePage | None]] = field(repr=False)
    """By docname of an issue: the issues before and after it, of the same gazette."""
    standings: Mapping[str, Standing] = field(repr=False)
    by_year: Mapping[str, Sequence[Document]] = field(repr=False)
    """By year (:func:`year_of`), newest first."""
    by_column: Mapping[str, Sequence[Document]] = field(repr=False)
    """By the name of the column; columns in order of their size."""
    column_slugs: Mapping[str, str] = field(repr=False)
    """Name of a column → name of its folder, in pinyin."""

    @property
    def gazette_names(self) -> list[str]:
        """Titles of the gazettes, each once, in an order that a new issue does not change: every page shows them."""
        return list(dict.fromkeys(self.issues[name].issue.title for name in sorted(self.issues)))

    @property
    def example(self) -> Document | None:
        """The newest document that can show how to cite: one with a 文号 of a year, and a third article."""
        dated = (d for d in self.corpus.documents if "〔" in (d.docno or ""))
        fit = (d for d in dated if d.enclosed and d.enclosed[0].articles > 2)
        return max(fit, key=lambda d: (d.day or date.min, d.id), default=None)


def site(corpus: Corpus, metadata: Mapping[str, Mapping[str, Any]], graph: Graph, today: date) -> Site:
    """Bring the corpus and Sphinx's metadata of the pages together.

    Args:
        corpus: all documents
        metadata: docname → front matter; of pages of issues, others are passed over
        graph: who ended what
        today: the day for which statuses are told

    """
    repealed, lapsed = graph.repealed(), graph.lapsed()
    issues = _issues(corpus, metadata)
    printed = [(page, entry) for page in issues.values() for entry in page.entries]
    copies = grouped((row for row in printed if row[1].copy), lambda row: row[1].document.id)
    newest = sorted(corpus.documents, key=lambda d: (d.day or date.min, d.docno or ""), reverse=True)
    columns = grouped((d for d in newest if d.column), lambda d: str(d.column))
    return Site(
        corpus=corpus,
        today=today,
        issues=issues,
        issue_of={entry.document.id: page for page, entry in printed if not entry.copy},
        also_in={id_: tuple(rows) for id_, rows in copies.items()},
        neighbours=_neighbours(issues.values()),
        between=_between(issues.values()),
        standings={
            d.id: standing(d.effective, last_day(d.expires, lapsed.get(d.id)), repealed.get(d.id), today)
            for d in corpus.documents
        },
        by_year=grouped(newest, year_of),
        by_column=dict(sorted(columns.items(), key=lambda item: -len(item[1]))),
        column_slugs=slugs(columns, "lanmu"),
    )


def year_of(document: Document) -> str:
    """Give the year of the day that orders a document; ``none`` without a day."""
    return str(document.day.year) if document.day else "none"


def grouped(values: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Group values, groups in order of their first value."""
    groups: dict[K, list[V]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return groups


def paged(groups: Mapping[str, Sequence[V]], size: int) -> list[dict[str, Sequence[V]]]:
    """Lay groups out on pages: a page is full with ``size`` values, and only a group that is longer is cut.

    >>> pages = paged({"2022": [1] * 3, "2021": [1] * 2, "2020": [1] * 9}, 5)
    >>> [{name: len(rows) for name, rows in page.items()} for page in pages]
    [{'2022': 3, '2021': 2}, {'2020': 5}, {'2020': 4}]
    """
    pages: list[dict[str, Sequence[V]]] = []
    room = 0
    for name, group in groups.items():
        for at in range(0, len(group), size):
            part = group[at : at + size]
            if room < len(part):
                pages.append({})
                room = size
            pages[-1][name] = part
            room -= len(part)
    return pages or [{}]


def _issues(corpus: Corpus, metadata: Mapping[str, Mapping[str, Any]]) -> dict[str, IssuePage]:
    issues = {_key(source.issue): source.issue for source in corpus.sources if source.issue}
    entries = grouped(_copies(corpus), lambda copy: copy[0])
    pages = []
    for docname, meta in metadata.items():
        if not docname.startswith(ISSUES):
            continue
        key = (meta.get("title"), _number(meta.get("year")), _number(meta.get("number")))
        if key in issues:
            printed = sorted((entry for _, entry in entries.get(key, ())), key=lambda entry: entry.line)
            pages.append(IssuePage(docname, issues[key], tuple(printed)))
    pages.sort(key=lambda page: (page.issue.year or 0, page.issue.number or 0, page.docname), reverse=True)
    return {page.docname: page for page in pages}


def _key(issue: Issue) -> tuple[Any, ...]:
    return issue.title, issue.year, issue.number


def _number(value: object) -> int | None:
    return int(str(value)) if value not in (None, "", "null", "None") else None


def _copies(corpus: Corpus) -> Iterable[tuple[tuple[Any, ...], Entry]]:
    keys = {source.file: _key(source.issue) for source in corpus.sources if source.issue}
    for document in corpus.documents:
        if document.source in keys:
            entry = Entry(document, document.column, document.page, document.lines[0], copy=False)
            yield keys[document.source], entry
        for witness in document.witnesses:
            if witness.source in keys:
                entry = Entry(document, witness.column, witness.page, witness.lines[0], copy=True)
                yield keys[witness.source], entry


def _neighbours(pages: Iterable[IssuePage]) -> dict[str, Neighbours]:
    found: dict[str, Neighbours] = {}
    for page in pages:
        row = [None, *(entry.document for entry in page.entries if not entry.copy), None]
        for before, this, after in zip(row, row[1:], row[2:], strict=False):
            if this is not None:
                found[this.id] = Neighbours(before, after)
    return found


def _between(pages: Iterable[IssuePage]) -> dict[str, tuple[IssuePage | None, IssuePage | None]]:
    found: dict[str, tuple[IssuePage | None, IssuePage | None]] = {}
    for row in grouped(pages, lambda page: page.gazette).values():
        around = [None, *row, None]  # newest first
        for after, this, before in zip(around, row, around[2:], strict=False):
            found[this.docname] = before, after
    return found
