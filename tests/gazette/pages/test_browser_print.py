"""One place of a rule on paper: by itself, with what tells where it stands."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Visit
from tests.pdfpages import glyphs

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
OPINION = "/doc/yunzhengfa/2024/6/"
KEEP = "() => { window.print = () => {}; }"
"""A dialog for printing would end at once, and what was made for it with it."""
SHOWN = "all => all.filter((text) => text.getBoundingClientRect().width).map((text) => text.textContent)"
WORK = "《云州市城市树木保护办法》（云州市人民政府令第58号）"
PLACES = [
    (ORDER, "a12", ("第十二条县（区）城市绿化主管部门", f"——{WORK}第十二条"), ("第十一条", "第十三条")),
    (ORDER, "a5-k2", ("县（区）城市绿化主管部门（含", f"——{WORK}第五条第二款"), ("第五条市", "发展改革")),
    (ORDER, "a11-k1-x3", ("（三）发现下列情形之一的", "3.", f"——{WORK}第十一条第（三）项"), ("（二）", "（四）")),
    (ORDER, "c2", ("第二章规划与栽植", "第七条", "第九条", f"——{WORK}第二章"), ("第六条", "第三章")),
    (OPINION, "h3-2", ("（二）编制并公示方案。业主", "三、（二）"), ("（三）",)),
]


def on_paper(page: Page, folder: Path) -> str:
    """Print a page; give all its characters, as they stand."""
    paper = folder / "page.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    found = sorted(glyphs(paper), key=lambda glyph: (glyph.page, round(glyph.y / 4), glyph.x))
    return "".join(glyph.char for glyph in found)


@pytest.mark.parametrize(("path", "anchor", "there", "gone"), PLACES, ids=[anchor for _, anchor, *_ in PLACES])
def test_a_place_is_printed_by_itself_with_its_source(
    visit: Visit, address: str, tmp_path: Path, path: str, anchor: str, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    page = visit(f"{path}#{anchor}")
    page.evaluate(KEEP)
    page.get_by_text("引用", exact=True).click()
    page.locator("[data-print=place]").click()
    expect(page.locator("body > .extract")).to_have_count(1)
    expect(page.locator("body > .extract")).to_be_hidden()  # on screens
    text = on_paper(page, tmp_path)
    title = "".join(page.locator("h1").first.inner_text().split())
    assert text.startswith(title)
    for words in (*there, f"{address}{path}#{anchor}", "现行有效" if path == ORDER else "即将失效"):
        assert words in text
    body = text.partition("发文字号")[2].partition("——")[0]
    assert [words for words in gone if words in body] == []
    assert page.locator("body > .extract").count() == 0  # gone when it is printed


def test_a_number_offers_to_print_its_place(visit: Visit, tmp_path: Path) -> None:
    page = visit(ORDER, width=390)
    page.evaluate(KEEP)
    page.locator("#a12 h5 a").click()
    page.get_by_role("button", name="打印此处").click()
    expect(page.locator("body > .extract")).to_have_count(1)
    assert f"——{WORK}第十二条" in on_paper(page, tmp_path)


def test_what_is_in_force_is_told_from_what_is_not_yet_on_paper(visit: Visit) -> None:
    """By shape: a browser that saves paint, as all do until told otherwise, leaves hollow what is filled."""
    page = visit("/")
    page.emulate_media(media="print")
    shapes = "all => all.map((e) => getComputedStyle(e, '::before').printColorAdjust)"
    assert set(page.locator(".status").evaluate_all(shapes)) == {"exact"}


def test_years_of_the_timeline_do_not_stand_in_one_another_on_paper(visit: Visit) -> None:
    """Where a phone has no room for all of them, a sheet has none either."""
    page = visit("/")
    years = page.locator(".time thead text")
    phone = visit("/", width=390).locator(".time thead text").evaluate_all(SHOWN)
    page.emulate_media(media="print")
    assert years.evaluate_all(SHOWN) == phone != years.all_text_contents()


def test_the_whole_is_printed_as_before(visit: Visit, tmp_path: Path) -> None:
    page = visit(f"/zh-tw{ORDER}#a12")
    page.evaluate(KEEP)
    page.locator("[data-print='']").click()
    text = on_paper(page, tmp_path)
    assert "第一條" in text
    assert "第二十七條" in text


def test_a_page_is_printed_with_its_whole_address(visit: Visit, address: str, tmp_path: Path) -> None:
    assert f"网址：{address}{ORDER}" in on_paper(visit(ORDER), tmp_path)
