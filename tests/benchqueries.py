"""What a reader's first query fetches of the search index, in Chromium, with nothing kept from before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser

from tests.conftest import CHROMIUM, chromium_with_fonts, serving

QUERIES: Final = (
    "物业服务企业",
    "无障碍设施",
    "云政发〔2010〕4号",
    "接受社会监督",
    "安全生产法",
    "管理",
    "没有这样的话",
)
"""Frequent and rare words, a 文号, words that stand nowhere."""
COLUMNS: Final = ("docs", "query", "files", "kB")
DATA: Final = "search/data/"


@dataclass(frozen=True, slots=True)
class Query:
    """A query to the index of a corpus."""

    documents: int
    words: str
    files: int
    """Fetched of the index."""
    size: int
    """Bytes of them."""


def queries(site: Path, documents: int) -> Iterator[Query]:
    """Ask a finished site; nothing where there is no Chromium."""
    if not Path(CHROMIUM).exists():
        return
    with TemporaryDirectory() as folder, serving(site) as address, chromium_with_fonts(Path(folder)) as browser:
        for words in QUERIES:
            sizes = [(site / path).stat().st_size for path in _fetched(browser, address, words)]
            yield Query(documents, words, len(sizes), sum(sizes))


def _fetched(browser: Browser, address: str, words: str) -> list[str]:
    """Ask, and give the files of the index that this fetches, from the root of the site."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{address}/search/?q={quote(words)}", wait_until="networkidle")
    context.close()
    return [path for path in asked if path.startswith(DATA)]


def cells(found: Sequence[Query]) -> list[tuple[str, ...]]:
    """Write a line for each query, in the order of `COLUMNS`; the same words in corpora of all sizes together."""
    listed = sorted(found, key=lambda query: (QUERIES.index(query.words), query.documents))
    return [(str(query.documents), query.words, str(query.files), f"{query.size / 1e3:.0f}") for query in listed]
