"""The indices: every document by 文号, title, issuer, kind and status; tasks by body; cited law; terms; notes.

An index is a list of groups (a letter, an issuer, a body). While it is short it is one page. When it grows, its page
lists the groups, which then stand on pages of some hundred rows: several small ones on one, a large one on several.

=================  =====================================================================
``by``             all indices
``by/docno``       文号, by organ code       ``by/title``   titles without issuer, by first letter
``by/issuer``      issuing bodies            ``by/kind``    kinds of documents
``by/date``        years, newest first      ``by/status``  status on the day of the build
``by/body``        bodies that have tasks, with each task
``by/law``         documents cited and not in the corpus; ``law/…`` is the page of one
``terms``          defined terms             ``notes``      editors' notes
``by/unlinked``    mentions that lead nowhere, and why: for editors
=================  =====================================================================
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from ..corpus import KINDS, Document
from ..law.answers import Fate
from ..law.graph import Graph
from ..law.refs import parse_docno
from ..law.standing import ENDING_LABEL
from ..law.status import Status
from ..pinyin import letters, slugs
from ..site import Site, year_of
from .lists import PAGE_SIZE, PageRow, page_names, year_name
from .titles import catchwords
from .view import Named, cited_by

__all__ = ["OFFERED", "Group", "Index", "Row", "index_pages", "indices", "notes", "pages", "parts"]

T = TypeVar("T")

INDICES = {
    "by/docno": "文号",
    "by/title": "标题",
    "by/issuer": "发文机关",
    "by/kind": "文种",
    "by/date": "日期",
    "by/status": "时效性",
    "by/body": "责任单位",
    "by/law": "被引文件",
    "terms": "用语",
    "notes": "注释",
    "by/unlinked": "未链接的引用",
}
"""Docname of each index → its title, in the order of the page of all."""
OFFERED = {name: title for name, title in INDICES.items() if name not in ("by/date", "by/unlinked")}
"""Those that the home page and the search offer, too: years are offered as lists, and the unlinked are for editors."""

STATUSES = (Status.NOT_YET.label, ENDING_LABEL, *(status.label for status in Status))
"""Groups of the index by status: first what is going to change."""
LONGEST_JUMP, MOST_JUMPS = 16, 40
"""Characters of a group's label that may stand in a line with others, and how many may."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an index."""

    label: str
    page: str
    anchor: str = ""
    note: str = ""
    """What stands behind it: a 文号, a date, the words of a task."""
    places: tuple[Named, ...] = ()
    """Places that it leads to: the tasks of a body in a document, where a term is defined."""
    sort: tuple[str, ...] = ()
    id: str = ""
    """Of the document whose status stands beside it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    slug: str
    """Its anchor on the index, and the name of its page when it has one."""
    label: str
    rows: tuple[Row, ...] = field(repr=False)  # Sphinx spells the context of every page for its log

    @property
    def size(self) -> int:
        """How many things its rows are about."""
        return sum(max(len(row.places), 1) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Index:
    """An index."""

    name: str
    """Docname of its page."""
    title: str
    unit: str
    """What its rows are counted in: 件, 项, 条."""
    groups: tuple[Group, ...] = field(repr=False)

    @property
    def size(self) -> int:
        """How many things its rows are about; one that stands under several headings counts once."""
        rows = (row for group in self.groups for row in group.rows)
        return len({(row.label, at.page, at.anchor, at.label) for row in rows for at in row.places or (row,)})


def indices(graph: Graph, site: Site) -> tuple[Index, ...]:
    """Make all indices."""
    documents = [document for document in site.corpus.documents if document.docname in graph.pages]
    return (
        _by_docno(documents),
        _index("by/title", "件", (_by_words(d) for d in documents)),
        _index("by/issuer", "件", ((name, _document(d)) for d in documents for name in d.issuers)),
        _index("by/kind", "件", ((KINDS[d.kind], _document(d)) for d in documents)),
        _index("by/date", "件", ((year_name(year_of(d)), _document(d)) for d in documents), _newest_year),
        _index("by/status", "件", ((site.standings[d.id].label, _document(d)) for d in documents), STATUSES.index),
        _index("by/body", "项", _tasks(graph)),
        _index("by/law", "件", _outside(graph)),
        _index("terms", "条", _terms(graph)),
        notes(graph),
        _index("by/unlinked", "处", _unlinked(graph), _newest_year),
    )


def notes(graph: Graph) -> Index:
    """Make the index of editors' notes."""
    return _index("notes", "条", _notes(graph))


def _index(name: str, unit: str, rows: Iterable[tuple[str, Row]], order: Callable[[str], Any] = letters) -> Index:
    """Group rows by the label before them; groups and rows in the order of their spelling."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for label, row in rows:
        groups[label].append(row)
    spelled = slugs(groups, "qita")
    return Index(
        name,
        INDICES[name],
        unit,
        tuple(
            Group(
                f"g-{spelled[label]}",
                label,
                tuple(sorted(groups[label], key=lambda row: (row.sort, row.page, row.anchor))),
            )
            for label in sorted(groups, key=lambda label: (order(label), label))
        ),
    )


def _letter(title: str) -> str:
    first = letters(title)[:1].upper()
    return first if first.isalpha() else "0–9"


def _newest_year(label: str) -> int:
    return -int(label.removesuffix("年")) if label.endswith("年") else 0


def _newest_first(document: Document) -> tuple[str, ...]:
    day = document.day or date.min
    return (f"{99999999 - int(day.strftime('%Y%m%d')):08d}",)


def _document(document: Document) -> Row:
    return Row(_title(document), document.docname, note=_note(document), id=document.id, sort=_newest_first(document))


def _title(document: Document) -> str:
    """Name a document in lists; an order's own title says nothing, so it goes by what it promulgates."""
    return document.name if document.kind == "order" else document.title


def _by_words(document: Document) -> tuple[str, Row]:
    words = catchwords(document)
    row = Row(words, document.docname, note=_note(document), id=document.id, sort=(letters(words),))
    return _letter(words), row


def _note(document: Document) -> str:
    return "　".join(filter(None, (document.docno, document.day.isoformat() if document.day else "")))


def _by_docno(documents: Sequence[Document]) -> Index:
    rows = []
    for document in documents:
        docno = parse_docno(document.docno) if document.docno else None
        if docno:
            number = (f"{9999 - (docno.year or 0):04d}", f"{99999 - docno.number:05d}")
            row = Row(str(docno), document.docname, note=_title(document), id=document.id, sort=number)
            rows.append((docno.organ, row))
    return _index("by/docno", "件", rows)


def _tasks(graph: Graph) -> Iterator[tuple[str, Row]]:
    for docname, page in graph.pages.items():
        by_body: defaultdict[str, list[Named]] = defaultdict(list)
        for task in page.tasks:
            cite = page.outline.cite(task.anchor)
            by_body[task.body].append(Named(docname, task.anchor, f"{task.role}　{cite}　{task.words.rstrip('。')}"))
        for body, tasks in by_body.items():
            sort = (str(99999999 - int((page.day or "0").replace("-", ""))), docname)
            yield body, Row(page.work, docname, note=page.docno or "", places=tuple(tasks), sort=sort)


def _outside(graph: Graph) -> Iterator[tuple[str, Row]]:
    for page, entry in graph.outside.items():
        citing = cited_by(graph, page)
        places = sum(len(c.places) for c in citing)
        name = entry.title or entry.docno or ""
        note = "　".join(filter(None, (entry.docno if entry.title else "", f"{len(citing)}件{places}处")))
        yield _letter(name), Row(entry.name, page, note=note, sort=(letters(name),))


def _terms(graph: Graph) -> Iterator[tuple[str, Row]]:
    for docname, page in graph.pages.items():
        for term in page.terms:
            place = Named(docname, term.place, f"{page.work}{page.outline.cite(term.place)}")
            row = Row(term.term, docname, term.anchor, term.meaning or "", (place,), (letters(term.term), term.term))
            yield _letter(term.term), row


def _notes(graph: Graph) -> Iterator[tuple[str, Row]]:
    for docname in sorted(graph.notes):
        page = graph.pages.get(docname)
        for note in graph.notes_on(docname) if page else ():
            cite = page.outline.cite(note.target) if page else ""
            words = _BETWEEN_WORDS_RE.sub(" ", note.text).replace("\n", "")
            text = words if len(words) <= LONGEST else f"{words[: LONGEST - 2]}……"
            sort = (docname, f"{int(note.anchor[1:]):05d}")
            yield note.kind, Row(f"{page.work}{cite}" if page else "", docname, note.anchor, text, sort=sort)


LONGEST = 60
"""Characters of a note that its list shows."""
_BETWEEN_WORDS_RE = re.compile("(?<![，、；：。！？])\n")


def _unlinked(graph: Graph) -> Iterator[tuple[str, Row]]:
    for position, (page, cited, answer) in enumerate(graph.all_answers()):
        if answer.fate in (Fate.TEXT, Fate.AMBIGUOUS) and cited.mention.counted:
            document = graph.pages.get(page.on, page)
            label = f"{document.work}{document.outline.cite(cited.anchor)}　{cited.words}"
            row = Row(label, page.on, cited.anchor, answer.reason, sort=(f"{position:06d}",))
            yield year_name((document.day or "")[:4]), row


def pages(made: Sequence[Index]) -> Iterator[PageRow]:
    """Lay the indices out on pages."""
    yield "by", {"title": "索引", "indices": made}, "law-indices.html"
    for index in made:
        yield from index_pages(index)


def index_pages(index: Index) -> Iterator[PageRow]:
    """Lay an index out on pages."""
    if sum(len(group.rows) for group in index.groups) <= PAGE_SIZE:
        context = {"title": index.title, "index": index, "groups": index.groups, "jumps": _jumps(index.groups)}
        yield index.name, context, "law-index.html"
        return
    packs = _packed(index.groups)
    folders = [
        (group, f"{index.name}/{pack[0].slug}", group.slug if len(pack) > 1 else "") for pack in packs for group in pack
    ]
    names = page_names(index.name, _needed(len(folders)))
    for name, shown in zip(names, _chunks(folders), strict=True):
        yield name, {"title": index.title, "index": index, "folders": shown, "parts": names}, "law-index.html"
    for pack in packs:
        title = f"{index.title}：{'至'.join(dict.fromkeys((pack[0].label, pack[-1].label)))}"
        yield from parts(index, title, f"{index.name}/{pack[0].slug}", *pack)


def _packed(groups: Iterable[Group]) -> list[list[Group]]:
    """Put small groups on one page, as many as fit; a large one has pages of its own."""
    packs: list[list[Group]] = []
    room = 0
    for group in groups:
        if len(group.rows) > room:
            packs.append([])
            room = PAGE_SIZE
        packs[-1].append(group)
        room -= len(group.rows)
    return packs


def parts(index: Index, title: str, name: str, *groups: Group) -> Iterator[PageRow]:
    """Lay groups that fit a page, or a single one that does not, out on as many pages as they need."""
    first = groups[0]
    names = page_names(name, _needed(len(first.rows)) if len(groups) == 1 else 1)
    shown = [groups] if len(names) == 1 else [(Group(first.slug, first.label, rows),) for rows in _chunks(first.rows)]
    for part, content in zip(names, shown, strict=True):
        context = {"title": title, "index": index, "groups": content, "jumps": _jumps(content), "parts": names}
        yield part, context, "law-index.html"


def _jumps(groups: Sequence[Group]) -> list[tuple[str, str]]:
    """Give what a page lets one jump to: its groups, or the first of each letter where they are too many or long."""
    if len(groups) <= MOST_JUMPS and all(len(group.label) <= LONGEST_JUMP for group in groups):
        return [(group.label, group.slug) for group in groups]
    return list({_letter(group.label): group.slug for group in reversed(groups)}.items())[::-1]


def _needed(rows: int) -> int:
    """Tell how many pages so many rows need."""
    return -(-rows // PAGE_SIZE)


def _chunks(rows: Sequence[T]) -> list[tuple[T, ...]]:
    return [tuple(rows[at : at + PAGE_SIZE]) for at in range(0, len(rows), PAGE_SIZE)]
