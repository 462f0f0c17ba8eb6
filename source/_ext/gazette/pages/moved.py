"""What was published stays alive: earlier anchors on the pages that still stand, and pages at the earlier addresses.

What leads where is said in ``source/redirects.toml`` (:mod:`gazette.redirects`).
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..addresses import DOCUMENTS, ISSUES
from ..law.domain import law_domain
from ..markup import anchors
from ..redirects import ANY, Redirects, load
from ..releases import promises
from ..shards.builders import is_whole, whole
from .lists import PageRow

__all__ = ["setup_moved"]


class _Mover:
    """Keeps what was published alive. One object for each application."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._written: set[str] = set()

    @cached_property
    def _known(self) -> Redirects:
        return load(Path(self._app.srcdir))

    @property
    def _promised(self) -> promises.Promises:
        published = self._app.config.gazette_published
        return promises.load(Path(published)) if published else promises.NONE

    def _earlier(self, page: str, ids: Collection[str]) -> dict[str, str]:
        """Give the earlier anchors of a page that lead on: anchor → address now."""
        named = [anchor for anchor in self._known.anchors.get(page, {}) if anchor != ANY]
        made = self._promised.pages.get(page)
        gone = sorted({*named, *(made.anchors if made else ())} - set(ids))
        return {anchor: target for anchor in gone if (target := self._known.unit(page, anchor, ids))}

    def keep(self, app: Sphinx, doctree: nodes.document) -> None:
        """Let the units of a page keep the anchors that earlier releases gave them."""
        page = self._page(app.env.docname)
        if page in self._known.anchors:
            hosts = {anchor: node for node in doctree.findall(nodes.Element) for anchor in map(str, node["ids"])}
            for anchor, target in self._earlier(page, hosts).items():
                place, _, unit = target.partition("#")
                if place == page and unit in hosts:
                    hosts[unit]["ids"].append(anchor)

    def context(
        self, _app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Tell a page which of its earlier anchors stand elsewhere: anchor, docname, anchor there."""
        self._written.add(pagename)
        page = self._page(pagename)
        if page in self._known.anchors and "gone_to" not in context:
            context["gone_to"] = self._links(self._earlier(page, anchors(doctree) if doctree else ()))

    def _links(self, targets: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Give the links of earlier anchors; a page of lists is taken to exist, since it may not be written yet."""
        documents, rows = self._pages(), []
        for anchor, target in targets.items():
            page, _, unit = target.partition("#")
            known = documents if page.startswith((DOCUMENTS, ISSUES)) else documents | {page}
            if (now := self._known.page(page, known)) is not None:
                rows.append((anchor, self._docname(now), unit))
        return rows

    def _pages(self) -> set[str]:
        """Give all pages that are there, as far as that is known."""
        app = self._app
        names = app.env.found_docs | self._written | law_domain(app.env).graph.pages.keys()
        if not is_whole(app):
            names |= whole(app).issues.keys()
        return {self._page(name) for name in names}

    def pages(self, _app: Sphinx) -> Iterator[PageRow]:
        """Give a page for each earlier address; the last pages to be written, so that all others are known."""
        exists, known = self._pages(), self._known
        for old in sorted({*known.pages, *self._promised.pages} - exists):
            if (now := known.page(old, exists)) is not None:
                table = known.anchors.get(old, {})
                named = {anchor: target for anchor, target in table.items() if anchor != ANY}
                context = {"title": "页面已移至新址", "target": self._docname(now), "rest": ANY in table}
                yield self._docname(old), context | {"gone_to": self._links(named)}, "law-moved.html"

    def _page(self, docname: str) -> str:
        return "" if docname == self._app.config.root_doc else f"{docname}/"

    def _docname(self, page: str) -> str:
        return page.rstrip("/") or str(self._app.config.root_doc)


def setup_moved(app: Sphinx) -> None:
    """Keep what was published alive."""
    mover = _Mover(app)
    app.connect("doctree-read", mover.keep, priority=590)  # before the law domain reads units
    app.connect("html-page-context", mover.context)
    app.connect("html-collect-pages", mover.pages, priority=900)  # what exists is never moved
