"""The page that searches: its words and its address are written here, its results by ``search.js``."""

from collections.abc import Iterator

from sphinx.application import Sphinx

from ..corpus import KINDS
from ..pages.indices import OFFERED
from ..pages.lists import PageRow

__all__ = ["setup_search"]


def collect(_app: Sphinx) -> Iterator[PageRow]:
    """Give the page; no source file stands for it."""
    yield "search", {"title": "检索", "kinds": KINDS, "indices": OFFERED}, "search.html"


def setup_search(app: Sphinx) -> None:
    """Register the page."""
    app.connect("html-collect-pages", collect)
