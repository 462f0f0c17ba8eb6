"""Pages of the law: what the domain gives to those of documents, and the pages that are made of it alone.

The indices, the pages of cited law and of who cites what, the page of the resolver.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..law.domain import law_domain
from ..law.graph import Graph
from ..shards.builders import LAST_PAGES
from ..site import Site
from . import citing, indices
from .lists import PageRow
from .view import view

__all__ = ["pages", "setup_law_pages"]

OWN_FOLDERS = ("by", "law")
"""Folders of the site that hold nothing but pages of this module."""


def context(
    app: Sphinx, pagename: str, _template: str, values: dict[str, Any], _doctree: nodes.document | None
) -> str | None:
    """Give the page of a document its view of the law, and a page of notes the title of what they are about."""
    graph = law_domain(app.env).graph
    page = graph.pages.get(pagename)
    values["law"] = view(graph, pagename) if page and page.id else None
    if page is None or page.on not in graph.pages or page.on == page.docname:
        return None
    values |= {"title": f"{graph.pages[page.on].work}注释", "document_page": page.on}
    return "law-notes.html"


def pages(out: Path, graph: Graph, site: Site) -> Iterator[PageRow]:
    """Give the pages that no source file stands for, and take away those of an earlier build that are none now."""
    made = [*indices.pages(indices.indices(graph, site)), *citing.pages(graph)]
    _clear(out, {name for name, *_ in made})
    yield from made
    yield "cite", {"title": "按引文查找"}, "law-cite.html"


def last(app: Sphinx) -> Iterator[PageRow]:
    """Give the pages of the index of notes: what a note says is on no other page of the frame."""
    yield from indices.index_pages(indices.notes(law_domain(app.env).graph))


def _clear(out: Path, names: set[str]) -> None:
    """Take away the pages in our folders that do not have one of these names."""
    for folder in OWN_FOLDERS:
        for page in sorted((out / folder).rglob("index.html"), reverse=True):
            if page.parent.relative_to(out).as_posix() not in names:
                page.unlink()
                if not any(page.parent.iterdir()):
                    page.parent.rmdir()


def setup_law_pages(app: Sphinx) -> None:
    """Connect to Sphinx's events what documents, notes and the index of notes are given."""
    app.connect("html-page-context", context)
    app.connect(LAST_PAGES, last)
