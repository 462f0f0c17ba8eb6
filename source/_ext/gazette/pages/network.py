"""The picture of who cites whom: works as rows, an arc for each pair. Pure.

The picture cannot hold everything: it shows the works that are cited most, and who cites them. All citations stand on
the pages of the documents, and of the works that they cite.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..law.graph import Graph

ROWS = 20
"""How many works fit a picture that one can read."""
REACH = 130
"""How far the widest arc swings out; the picture is 100 wide, and a curve stays a quarter inside its handles."""


@dataclass(frozen=True, slots=True)
class Work:
    """A row."""

    page: str
    """``doc/…``, or ``law/…`` for what is only cited."""
    name: str
    docno: str | None
    cites: int
    """How many works it cites."""
    cited: int
    """How many documents cite it."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A pair of which one cites the other: their rows, and the curve between them (100 wide, rows 2 high)."""

    citing: int
    cited: int
    curve: str


@dataclass(frozen=True, slots=True)
class Network:
    """The picture."""

    works: tuple[Work, ...]
    arcs: tuple[Arc, ...]
    total: int
    """How many works cite or are cited; the picture may show fewer."""


def network(graph: Graph) -> Network | None:
    """Choose the works, in the order of their days, those outside the corpus first; None where nothing is cited."""
    pairs = sorted(set(_pairs(graph)))
    cites, cited = Counter(citing for citing, _ in pairs), Counter(target for _, target in pairs)
    chosen = sorted(_chosen(pairs, cited), key=lambda page: (_day(graph, page), -cited[page], page))
    if not chosen:
        return None
    row = {page: index for index, page in enumerate(chosen)}
    return Network(
        works=tuple(_work(graph, page, cites[page], cited[page]) for page in chosen),
        arcs=tuple(_arc(row[a], row[b], len(chosen)) for a, b in pairs if a in row and b in row),
        total=len(cites | cited),
    )


def _chosen(pairs: list[tuple[str, str]], cited: Counter[str]) -> set[str]:
    chosen: set[str] = set()
    for citing, target in sorted(pairs, key=lambda pair: (-cited[pair[1]], pair[1], pair[0])):
        if len(chosen | {citing, target}) <= ROWS:
            chosen |= {citing, target}
    return chosen


def _pairs(graph: Graph) -> Iterable[tuple[str, str]]:
    for target, by_anchor in graph.cited_by.items():
        for sources in by_anchor.values():
            for source in sources:
                if source.page != target and not source.note:
                    yield source.page, target


def _day(graph: Graph, page: str) -> str:
    known = graph.pages.get(page)
    return known.day or "" if known else ""


def _work(graph: Graph, page: str, cites: int, cited: int) -> Work:
    if page in graph.outside:
        return Work(page, graph.outside[page].title or "", graph.outside[page].docno, cites, cited)
    return Work(page, graph.pages[page].short, graph.pages[page].docno, cites, cited)


def _arc(citing: int, cited: int, rows: int) -> Arc:
    start, end = 2 * citing + 1, 2 * cited + 1
    swing = 10 + round((REACH - 10) * abs(citing - cited) / max(rows - 1, 1))
    return Arc(citing, cited, f"M0 {start}C{swing} {start} {swing} {end} 0 {end}")
