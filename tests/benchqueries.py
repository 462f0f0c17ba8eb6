"""What a reader's first query fetches of the search index, and how long it takes on a slow phone.

In Chromium, four times slowed down, with nothing kept from before; from pressing Enter to the first result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

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
COLUMNS: Final = ("docs", "query", "files", "kB", "ms")
SLOWED: Final = 4
ANSWER: Final = ".results .hit, main.rule, #tally:text-is('没有找到')"
"""A place, the document that a 文号 leads to, or the word that there is none."""
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
    seconds: float
    """From the question to the first result."""


def queries(site: Path, documents: int) -> Iterator[Query]:
    """Ask a finished site; nothing where there is no Chromium."""
    if not Path(CHROMIUM).exists():
        return
    with TemporaryDirectory() as folder, serving(site) as address, chromium_with_fonts(Path(folder)) as browser:
        for words in QUERIES:
            fetched, seconds = _ask(browser, address, words)
            sizes = [(site / path).stat().st_size for path in fetched]
            yield Query(documents, words, len(sizes), sum(sizes), seconds)


def _ask(browser: Browser, address: str, words: str) -> tuple[list[str], float]:
    """Ask, and give the files of the index that this fetches, from the root of the site, and the time of the answer."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{address}/search/", wait_until="networkidle")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.locator("#q").fill(words)
    start = perf_counter()
    page.locator("#q").press("Enter", no_wait_after=True)
    page.locator(ANSWER).first.wait_for(state="attached")
    seconds = perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
    return [path for path in asked if path.startswith(DATA)], seconds


def cells(found: Sequence[Query]) -> list[tuple[str, ...]]:
    """Write a line for each query, in the order of `COLUMNS`; the same words in corpora of all sizes together."""
    listed = sorted(found, key=lambda query: (QUERIES.index(query.words), query.documents))
    return [(str(q.documents), q.words, str(q.files), f"{q.size / 1e3:.0f}", f"{q.seconds * 1e3:.0f}") for q in listed]
