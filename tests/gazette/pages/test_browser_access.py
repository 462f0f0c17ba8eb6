"""Everyone: every kind of page held against WCAG 2.2 AA by axe-core; weight, steadiness, paper, contrast."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.audit import TREES, shifts, violations, violations_everywhere
from tests.conftest import Files, Visit, serving

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
PAGES = {
    "home": "/",
    "order": ORDER,
    "amending order": "/doc/yunzhoushirenminzhengfuling/61/",
    "opinion with annexes": "/doc/yunzhengfa/2024/6/",
    "report": "/doc/zhengfugongzuobaogao/2024-02-20/",
    "list of firms": "/doc/yunzhengzi/2025/31/",
    "names": "/doc/yunzhengbanzi/2024/9/",
    "issue": "/gazette/yunzhoushirenminzhengfugongbao/2024/3/",
    "gazette": "/gazette/yunzhoushirenminzhengfugongbao/",
    "year": "/year/2024/",
    "column": "/column/shizhengfuwenjian/",
    "indices": "/by/",
    "index": "/by/body/",
    "terms": "/terms/",
    "notes": "/notes/",
    "resolver": "/cite/",
    "about": "/about/",
    "dead link": "/404.html",
}
_RECOUNT = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const counts = [...document.querySelectorAll(".filters .num")].filter((count) => count.textContent);
  if (!counts.length) throw new Error("no counts");
  for (const sign of ["≤", ""]) {
    for (const count of counts) count.textContent = sign + count.textContent.replace("≤", "");
    await drawn();
  }
}"""


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(visit: Visit, path: str, tree: str) -> None:
    assert violations_everywhere(visit(tree + path)) == []


def test_axe_finds_nothing_in_what_opens(visit: Visit) -> None:
    page = visit(f"{ORDER}#a5-k2", width=390, reduced_motion="reduce")
    for selector in (".outline", ".note details"):
        page.locator(f"{selector} > summary").first.click()
    assert violations(page) == []
    page.evaluate("scrollTo(0, 0)")
    for menu in (".scripts", ".actions .menu"):
        page.locator(f"{menu} > summary").click()
        assert violations(page) == []


def names(page: Page) -> list[tuple[str, str]]:
    """List what Chromium tells a screen reader: role and name of all that has a name."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    told = session.send("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node["name"]["value"]) for node in told if node.get("name", {}).get("value")]


@pytest.mark.parametrize("path", ["/", "/zh-hk/doc/yunzhengfa/2023/9/"])
def test_a_screen_reader_is_told_words_not_marks(visit: Visit, path: str) -> None:
    """No space where a title may break, no arrows between crumbs, no 展开 behind what tells that it is folded."""
    told = names(visit(path, width=390))
    titles = [name for role, name in told if role in ("heading", "link") and "州市人民政府" in name.replace(" ", "")]
    assert len(titles) > 3
    assert [name for name in titles if "州市人民政府" not in name] == []
    assert [name for _, name in told if name.strip() in ("›", "展开", "展開", "✓")] == []


@pytest.mark.parametrize("path", ["/", ORDER, f"{ORDER}#a20", "/doc/yunzhengfa/2024/6/", "/search/?q=管理"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_loads(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    page.wait_for_load_state("networkidle")  # results of a search come later than the page
    assert shifts(page) == 0


class SlowFiles(Files):
    """Serves pages as a slow line does: the first forty tags of a body one by one, then the rest."""

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server asks for)
        """Answer with a page in pieces, with any other file whole."""
        page = Path(self.translate_path(self.path)) / "index.html"
        if not page.is_file():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        head, body = re.split("(?=<body)", page.read_text("utf-8"))
        for piece in (head, *re.split(r"(?<=>)(?=\s*<)", body, maxsplit=40)):
            self.wfile.write(piece.encode())
            time.sleep(0.03)  # two frames of a screen: what has come is drawn


@pytest.fixture(scope="module")
def slow(site: Path) -> Iterator[str]:
    """Serve the site slowly."""
    with serving(site, SlowFiles) as at:
        yield at


@pytest.mark.parametrize("path", [ORDER, "/search/", "/search/?q=管理"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_comes_in_pieces(visit: Visit, slow: str, path: str, width: int) -> None:
    page = visit(path, at=slow, width=width)
    page.wait_for_load_state("networkidle")
    assert shifts(page) == 0


def test_counts_that_grow_exact_move_nothing(visit: Visit) -> None:
    """A choice says ≤33 until all its places are read, then 33."""
    page = visit("/search/?q=管理", width=1440)
    page.wait_for_load_state("networkidle")
    page.evaluate(_RECOUNT)
    assert shifts(page) == 0


FIRST, NEXT = 120_000, 40_000
"""Bytes that a page of a rule of 50 articles may transfer on the first visit, and after it."""


def test_weight_of_a_rule(visit: Visit, address: str) -> None:
    page = visit("about:blank", at="")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    transferred: list[float] = []
    session.on("Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"]))
    for path, limit in ((ORDER, FIRST), ("/doc/yunzhoushirenminzhengfuling/61/", NEXT)):
        transferred.clear()
        page.goto(address + path, wait_until="networkidle")
        assert 5_000 < sum(transferred) < limit


def test_on_paper_only_the_text_remains(visit: Visit) -> None:
    page = visit(f"{ORDER}#a5", color_scheme="dark")
    page.emulate_media(media="print")
    gone = ("header", "footer", ".outline-box", ".actions", ".near", ".kuan")
    assert [page.locator(selector).first.is_visible() for selector in gone] == [False] * len(gone)
    assert page.locator("h1").is_visible()
    assert page.locator(".note p").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", [*PAGES.values(), "/search/?q=管理"], ids=[*PAGES, "search"])
def test_larger_type_does_not_stick_out(visit: Visit, path: str) -> None:
    """WCAG 2.2, 1.4.4 and 1.4.10: text of twice the size on half a desktop, a phone and a small one.

    What is asked for is still seen; the status and the line that unfolds the contents are whole.
    """
    page = visit(path)
    page.wait_for_load_state("networkidle")  # results of a search come later than the page
    for width, size in ((640, 200), (390, 200), (320, 150), (320, 200)):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#q").evaluate("e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)") > 5
        assert page.locator(".tools > *, .outline > summary").evaluate_all(
            "all => all.every((e) => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().right <= innerWidth)"
        )
    assert page.locator(".facts .stamp").evaluate_all("all => all.every((e) => e.offsetHeight < 2 * 1.5 * 32)")
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    assert (
        page.locator(".outline form *, .note *").evaluate_all(
            "all => all.filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.outerHTML)"
        )
        == []
    )


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"contrast": "more"}])
def test_high_contrast_keeps_the_marked_place(visit: Visit, media: dict[str, str]) -> None:
    page = visit(f"{ORDER}#a5", **media)
    assert page.locator("#a5").is_visible()
    assert violations(page) == []


_SHAPE = "e => [getComputedStyle(e, '::before').backgroundColor, getComputedStyle(e, '::before').color]"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_the_reader_leave_the_shapes_of_statuses(visit: Visit, theme: str) -> None:
    """Full is in force, empty is not yet, in the system's own colours, whatever theme was chosen before."""
    page = visit("/", forced_colors="active", color_scheme="light")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    full, ink = page.locator(".status.in-force").first.evaluate(_SHAPE)
    empty, _ = page.locator(".status.not-yet, .status.pending").first.evaluate(_SHAPE)
    assert full == ink == page.evaluate("getComputedStyle(document.body).color")
    assert empty == "rgba(0, 0, 0, 0)"
