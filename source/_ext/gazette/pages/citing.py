"""Who cites what, on pages of its own: the works that the corpus cites and does not hold, and what is cited a lot.

=====================  ==========================================================================================
``law/<work>``         a work outside the corpus: each place that is cited, with the first that cite it
``law/<work>/<place>`` all that cite a place, where they are more (``a12``; ``all`` for the work as a whole)
``by/cited/<id>``      all documents that cite a document of the corpus, where they are more than its page shows
=====================  ==========================================================================================
"""

from collections.abc import Iterator

from ..law.graph import Graph, Source
from ..law.places import Place
from .indices import Group, Index, Row, parts
from .lists import PageRow
from .view import MOST_CITING, cited_by, cited_page, citing

__all__ = ["pages"]

MOST_AT_PLACE = 30
"""How many that cite a place stand on the page of the work."""


def pages(graph: Graph) -> Iterator[PageRow]:
    """Give all these pages."""
    for work in graph.outside:
        yield from _outside(graph, work)
    for docname, page in graph.pages.items():
        if page.id and len(citing(graph, docname)) > MOST_CITING:
            rows = tuple(Row(c.label, c.page, places=c.places) for c in cited_by(graph, docname))
            name = page.work
            index = Index(docname, name, "件", ())
            yield from parts(index, f"{name}：引用", cited_page(docname), Group("all", "引用本文件", rows))


def _outside(graph: Graph, work: str) -> Iterator[PageRow]:
    entry = graph.outside[work]
    index = Index(work, entry.title or entry.docno or "", "处", ())
    places = []
    for anchor, sources in sorted(graph.cited_by.get(work, {}).items(), key=_order):
        label, more = str(Place.of_anchor(anchor) or "") or "未指明条款", f"{work}/{anchor or 'all'}"
        several = len(sources) > MOST_AT_PLACE
        places.append((anchor, label, sources[:MOST_AT_PLACE], len(sources), more if several else ""))
        if several:
            rows = tuple(Row(source.label, source.page, source.anchor) for source in sources)
            yield from parts(index, f"{index.title}：{label}", more, Group("all", label, rows))
    namesakes = [(graph.pages[f.page].label, f.page, f.scope) for f in graph.resolver.names.namesakes(entry)]
    ended = graph.ended.get(work, ())
    context = {"title": index.title, "entry": entry, "places": places, "namesakes": namesakes, "ended": ended}
    yield work, context, "law-outside.html"


def _order(item: tuple[str, tuple[Source, ...]]) -> tuple[tuple[int, int], ...]:
    place = Place.of_anchor(item[0])
    return tuple((step.number, step.branch) for step in place.steps) if place else ()
