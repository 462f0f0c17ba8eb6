"""Which documents follow one another: a rule and the one that it repeals and replaces. Pure.

What a rule ends by itself, it replaces; of several documents that it ends, those whose names speak of the same matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..addresses import slug
from ..law.graph import Graph
from ..law.records import Page
from .align import Part
from .typography import fold

__all__ = ["Succession", "successions"]

RELATED = 0.25
"""How alike the names of two rules are of which one replaces the other, at least, where it ends several."""
MOST = 3
"""Documents that a rule replaces, at most; a list of what is repealed replaces nothing."""
_ISSUER_RE = re.compile("^.*?(?:人民政府|办公厅|委员会|局)(?:办公厅)?(?=关于|印发)|^[^关省市县区]{1,6}[省市县区]")
_FORM_RE = re.compile("关于|印发|的?(?:通知|通告|公告|意见|决定)$|（[^（）]*）|《|》")
_CLEARING_RE = re.compile("废止|清理|失效")
"""Titles of documents that only end others."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Two documents of the corpus, by their ids."""

    old: str
    new: str

    @property
    def docname(self) -> str:
        """Sphinx's name of the page that compares them."""
        return f"compare/{slug(self.old)}/{slug(self.new)}"


def successions(graph: Graph) -> tuple[Succession, ...]:
    """Give all pairs, in the order of the newer document's page."""
    return tuple(found for docname in sorted(graph.ends) for found in _of(graph, graph.pages[docname]))


def _of(graph: Graph, new: Page) -> Iterator[Succession]:
    ends = graph.ends[new.docname]
    if len(ends) > MOST or _CLEARING_RE.search(new.short):
        return
    for end in ends:
        old = graph.pages.get(end.page)
        if old is not None and old.docname != new.docname and (len(ends) == 1 or related(old.short, new.short)):
            yield Succession(old.id, new.id)


def related(old: str, new: str) -> bool:
    """Tell whether two names are of one matter.

    >>> related("云州市人民政府关于划定禁止燃放烟花爆竹区域的通告", "云州市人民政府关于调整禁止燃放烟花爆竹时段的通告")
    True
    >>> related("云州市养犬管理办法", "云州市城市道路命名规则")
    False
    """
    return Part(_matter(old)).like(Part(_matter(new))) >= RELATED


def _matter(name: str) -> str:
    """Give what a name speaks of, without who issues it and in what form."""
    return fold(_FORM_RE.sub("", _ISSUER_RE.sub("", name))) or name
