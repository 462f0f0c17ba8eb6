"""The page of a rule under a finger: what a citation leads to is seen before the reader goes there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.audit import violations
from tests.conftest import Visit

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
OPENED = "/doc/yunzhengfa/2026/12/"
BEFORE = "/doc/yunzhengfa/2021/8/#enclosed"
CITED = [
    (ORDER, "#a18-k1 .own", "经批准砍伐的，申请人应当", "前往第十八条第二款", f"{ORDER}#a18-k2"),
    (OPENED, "#a17 .corpus", "有效期至2026年12月31日", "前往《云州市公共数据开放管理暂行办法》", BEFORE),
    (ORDER, "#a4-k1 .term", "城市建成区内公园绿地", "前往", f"{ORDER}#t-chengshishumu"),
]  # fmt: skip


def phone(visit: Visit, path: str) -> Page:
    return visit(path, width=390, height=844, has_touch=True)


@pytest.mark.parametrize(("path", "link", "words", "way", "goal"), CITED, ids=["place", "document", "term"])
def test_a_tap_shows_what_a_link_leads_to_and_the_way_there(
    visit: Visit, address: str, path: str, link: str, words: str, way: str, goal: str
) -> None:
    page = phone(visit, path)
    page.locator(link).first.tap()
    shown = page.get_by_role("dialog")
    expect(shown).to_contain_text(words)
    assert page.url == address + path
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert violations(page) == []
    to = shown.get_by_role("link", name=way)
    expect(to).to_be_focused()  # so that who hears the page hears of it
    to.tap()
    expect(page).to_have_url(address + goal)
    expect(page.locator("#tip")).to_be_hidden()


def test_a_second_tap_follows_the_link_and_a_tap_elsewhere_closes(visit: Visit, address: str) -> None:
    page = phone(visit, ORDER)
    link, shown = page.locator("#a18-k1 .own").first, page.locator("#tip")
    link.tap()
    expect(shown).to_be_visible()
    page.locator("#a17-k1").tap(position={"x": 5, "y": 5})
    expect(shown).to_be_hidden()
    link.tap()
    expect(shown).to_be_visible()
    link.tap()
    expect(page).to_have_url(f"{address}{ORDER}#a18-k2")


def test_a_link_whose_goal_cannot_be_read_is_followed(visit: Visit, address: str) -> None:
    page = phone(visit, OPENED)
    page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    page.locator("#a17 .corpus").first.tap()
    expect(page).to_have_url(f"{address}{BEFORE}")


def test_a_long_text_scrolls_and_the_way_stays_in_view(visit: Visit) -> None:
    page = phone(visit, ORDER)
    page.locator("#a18-k1 .own").first.evaluate("a => { a.hash = 'a11'; a.title = '第十一条'; }")
    page.locator("#a18-k1 .own").first.tap()
    shown = page.get_by_role("dialog")
    expect(shown).to_contain_text("（四）")
    expect(shown.get_by_role("link", name="前往第十一条")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("tree", ["/zh-hant", "/zh-tw"])
def test_the_way_is_told_in_the_script_of_the_page(visit: Visit, tree: str) -> None:
    page = phone(visit, tree + ORDER)
    page.locator("#a18-k1 .own").first.tap()
    expect(page.get_by_role("dialog").get_by_role("link")).to_have_text("前往第十八條第二款")


def test_a_mouse_and_a_key_follow_a_link_at_once(visit: Visit, address: str) -> None:
    for press in ("click", "Enter"):
        page = visit(ORDER, has_touch=True)
        link = page.locator("#a18-k1 .own").first
        link.click() if press == "click" else link.press(press)
        expect(page).to_have_url(f"{address}{ORDER}#a18-k2")


def test_a_long_press_keeps_the_menu_of_the_browser(visit: Visit) -> None:
    page = phone(visit, ORDER)
    link = page.locator("#a18-k1 .own").first
    prevented = link.evaluate(
        """a => ["pointerdown", "touchstart", "contextmenu"].filter((type) => !a.dispatchEvent(
          new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: "touch" })))"""
    )
    assert prevented == []


def test_without_script_a_tap_follows(visit: Visit) -> None:
    page = visit(ORDER, width=390, has_touch=True, java_script_enabled=False)
    page.locator("#a18-k1 .own").first.tap()
    expect(page).to_have_url(re.compile("#a18-k2$"))


def test_a_tap_on_words_that_were_found_opens_their_place(visit: Visit) -> None:
    page = phone(visit, "/search/?q=经批准砍伐的")
    box = page.locator(".hit p").first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(f"{ORDER}#a18-k2$"))


CONTROLS = """header :is(a, button, summary, input):not(.crumbs *), footer a, .outline :is(a, button, summary, input),
.actions :is(a, button, summary), .note summary, .pages a, .browse a, .places a, .filters :is(summary, label),
.views label, .apply, .rest, #sorts a"""
SMALL = """controls => [...document.querySelectorAll(controls)]
  .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44)
  .map((control) => `${control.localName} ${control.textContent.trim()}`)"""
TOUCHED = ["/", ORDER, "/by/body/", "/by/title/", "/search/?q=管理", "/compare/yunzhengfa-2021-8/yunzhengfa-2026-12/"]


@pytest.mark.parametrize("path", TOUCHED)
def test_controls_are_as_high_as_a_finger_needs(visit: Visit, path: str) -> None:
    page = phone(visit, path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.evaluate(SMALL, CONTROLS) == []


def test_the_path_to_a_page_is_seen_whole(visit: Visit) -> None:
    page = visit("/doc/yunzhengfa/2023/9/", width=320)
    edges = "[...document.querySelectorAll('.crumbs li')].map((li) => li.getBoundingClientRect().right)"
    assert max(page.evaluate(edges)) <= 320 - 16


LINES = """box => { const range = document.createRange(); range.selectNodeContents(box.firstChild);
  const boxes = [range, box.querySelector("button")].map((part) => part.getBoundingClientRect());
  return boxes.map(({ top, bottom }) => (top + bottom) / 2); }"""


@pytest.mark.parametrize("path", ["/doc/zhengfugongzuobaogao/2024-02-20/", ORDER])
def test_what_two_copies_read_is_seen_side_by_side(visit: Visit, path: str) -> None:
    """On a small phone, too; the other reading alone tells nothing."""
    table = visit(path, width=320, has_touch=True).locator(".apparatus .scroll-x")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    readings = table.locator("td.song").all_text_contents()
    assert readings
    assert [text for text in readings if text[0] in "，。；：、”）》"] == []


def test_what_is_said_and_its_buttons_stand_on_one_line(visit: Visit) -> None:
    page = phone(visit, ORDER)
    page.locator("#a11-k1-x3 > .n").tap()
    expect(page.get_by_role("status")).to_contain_text("链接")
    words, button = page.locator("#status").evaluate(LINES)
    assert abs(words - button) < 2


def test_the_part_that_members_have_stands_on_one_line(visit: Visit) -> None:
    cells = visit("/doc/yunzhengbanfa/2026/15/", width=320).locator(".text td:first-child p, .text td:first-child")
    assert "副召集人：" in [words.strip() for words in cells.all_text_contents()]
    heights = cells.evaluate_all(
        "all => all.map((e) => { const r = document.createRange(); r.selectNodeContents(e); "
        "return r.getBoundingClientRect().height; })"
    )
    assert max(heights) < 30


def test_places_below_the_text_are_not_broken(visit: Visit) -> None:
    lines = "all => all.filter((a) => a.getClientRects().length > 1).map((a) => a.textContent)"
    assert visit(ORDER, width=320, has_touch=True).locator(".apparatus dl a:not(.t)").evaluate_all(lines) == []


def test_the_place_of_a_meaning_is_not_broken(visit: Visit) -> None:
    page = phone(visit, "/doc/yunzhengfa/2023/9/")
    page.locator("#a2 .term").first.tap()
    place = page.locator("#tip span", has_text="第三条").last
    assert place.evaluate("span => span.getClientRects().length") == 1
    box = place.bounding_box()
    assert box is not None
    assert box["height"] < 30
