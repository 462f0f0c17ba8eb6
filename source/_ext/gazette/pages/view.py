"""What the page of a document shows of the law around it: terms, who cites it, what it cites, what ended what.

Pages get it as ``law`` in the context of their template (``law-apparatus.html`` renders it). Addresses are docnames and
anchors; the template turns them into links. A unit that is cited says so itself: ``p.cited`` at its end.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from docutils import nodes

from ..addresses import DOCUMENTS
from ..law.answers import Answer, Fate
from ..law.domain import LawDomain
from ..law.graph import End, Graph, Source
from ..law.records import Page, TermRecord

__all__ = ["MOST_CITING", "Citing", "LawView", "Named", "cited_by", "cited_lines", "cited_page", "citing", "view"]


class Named(NamedTuple):
    """A place with a name. There are some on every page for every document that cites it, so it is a tuple."""

    page: str
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Citing:
    """A document on one side of citations, and the places where they stand."""

    page: str
    """``doc/…``, or ``law/…`` for a document that is not in the corpus."""
    label: str
    places: tuple[Named, ...]
    """Units that cite, on the page of the document that cites."""


@dataclass(frozen=True, slots=True)
class LawView:
    """What the page of a document shows of the law around it."""

    cite: Callable[[str], str]
    """Anchor → what the unit is called; empty for what has no number."""
    terms: tuple[tuple[TermRecord, str], ...]
    """Each with the name of the place that defines it."""
    cited_by: tuple[Citing, ...]
    """Other documents that cite this one, or a part of it: the first of them."""
    citing: int
    """How many there are."""
    more: str
    """The page of all of them; empty where these are all."""
    cites: tuple[Citing, ...]
    """Other documents that this one cites, with the units in which it does."""
    ends: tuple[End, ...]
    """What it ends."""
    ended: tuple[End, ...]
    """What ended it."""


def view(graph: Graph, docname: str) -> LawView:
    """Put together what the page of a document shows."""
    page = graph.pages[docname]
    found = cited_by(graph, docname)
    return LawView(
        cite=page.outline.cite,
        terms=tuple((term, page.outline.cite(term.place)) for term in page.terms),
        cited_by=found[:MOST_CITING],
        citing=len(found),
        more=cited_page(docname) if len(found) > MOST_CITING else "",
        cites=_cites(graph, page),
        ends=graph.ends.get(docname, ()),
        ended=graph.ended.get(docname, ()),
    )


MOST_CITING = 30
"""How many documents that cite a document stand on its page."""


def cited_page(docname: str) -> str:
    """Name the page of all that cite a document."""
    return f"by/cited/{docname.removeprefix(DOCUMENTS)}"


def citing(graph: Graph, target: str) -> set[str]:
    """Give the pages of the documents that cite a page."""
    return {source.page for found in graph.cited_by.get(target, {}).values() for source in found} - {target}


def cited_by(graph: Graph, target: str) -> tuple[Citing, ...]:
    """Give the documents that cite a page, oldest first, each with its units that do."""
    found: defaultdict[str, dict[Named, None]] = defaultdict(dict)
    for sources in graph.cited_by.get(target, {}).values():
        for source in sources:
            if source.page != target:
                found[source.page][_named(graph, source)] = None
    order = sorted(found, key=lambda name: (graph.pages[name].day or "", name))
    return tuple(Citing(name, _title(graph, name), _in_order(graph, name, found[name])) for name in order)


def _in_order(graph: Graph, docname: str, places: dict[Named, None]) -> tuple[Named, ...]:
    if len(places) == 1:  # as most do
        return tuple(places)
    order = graph.pages[docname].outline.position
    return tuple(sorted(places, key=lambda named: order.get(named.anchor, -1)))


def _named(graph: Graph, source: Source) -> Named:
    page = graph.pages[source.page]
    notes = graph.notes_on(source.page) if source.note else ()
    note = next((note for note in notes if note.anchor == source.anchor), None)
    cite = page.outline.cite(note.target if note else source.anchor)
    return Named(source.page, source.anchor, f"{cite}注" if note else cite or "正文")


def _cites(graph: Graph, page: Page) -> tuple[Citing, ...]:
    found: defaultdict[str, dict[Named, None]] = defaultdict(dict)
    for cited, answer in zip(page.cited, graph.answers[page.docname], strict=True):
        if answer.fate in (Fate.CORPUS, Fate.OUTSIDE) and cited.mention.counted:
            cite = page.outline.cite(cited.anchor)
            found[answer.page][Named(page.docname, cited.anchor, cite or "正文")] = None
    return tuple(Citing(name, _title(graph, name), tuple(found[name])) for name in found)


def _title(graph: Graph, page: str) -> str:
    if page in graph.outside:
        entry = graph.outside[page]
        return entry.name + (f"（{entry.docno}）" if entry.docno and entry.title else "")
    return graph.pages[page].label


MOST_AT_UNIT = 6
"""How many citing places stand at a unit; the rest is in the list of all."""


def cited_lines(domain: LawDomain, docname: str) -> dict[str, nodes.paragraph]:
    """Give the lines in which the units of a page that are cited say by whom, by anchor."""
    pages = domain.graph.pages
    known = pages[docname].outline if docname in pages else None
    by_anchor = domain.graph.cited_by.get(docname, {}) if known else {}
    return {a: _line(domain, docname, sources) for a, sources in by_anchor.items() if a and known and known.get(a)}


def _line(domain: LawDomain, docname: str, sources: tuple[Source, ...]) -> nodes.paragraph:
    line = nodes.paragraph("", "被引　", classes=["cited"])
    for index, source in enumerate(sources[:MOST_AT_UNIT]):
        answer = Answer(Fate.CORPUS, source.page, source.anchor, label=source.label)
        link = domain.link(domain.builder, docname, answer, nodes.Text(source.label))
        line += [nodes.Text("、")] if index else []
        line.append(link or nodes.Text(source.label))
    if len(sources) > MOST_AT_UNIT:
        line.append(nodes.Text(f"等{len(sources)}处"))
    return line
