"""The sample gazettes in Chromium: reading, finding one's way, citing; by mouse, by keyboard, without script."""

import re
from itertools import pairwise
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit import violations
from tests.conftest import Visit

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
AMENDED = "/doc/yunzhoushirenminzhengfuling/61/"
OPINION = "/doc/yunzhengfa/2024/6/"
REPORT = "/doc/zhengfugongzuobaogao/2024-02-20/"
FIRMS = "/doc/yunzhengzi/2025/31/"
NAMES = "/doc/yunzhengbanzi/2024/9/"
PLAN = "/doc/yunzhengbanfa/2022/16/"
COMPARISON = "/compare/yunzhengfa-2023-10/yunzhengfa-2026-11/"
ISSUE = "/gazette/yunzhoushirenminzhengfugongbao/2024/3/"
GAZETTE = "/gazette/yunzhoushirenminzhengfugongbao/"
EVERY_KIND = [
    "/",
    ORDER,
    OPINION,
    REPORT,
    FIRMS,
    ISSUE,
    GAZETTE,
    "/year/2024/",
    "/column/shizhengfuwenjian/",
    "/about/",
    "/404.html",
]


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("width", [390, 1440])
def test_a_deep_link_shows_its_place_and_marks_it(visit: Visit, width: int) -> None:
    page = visit(f"{ORDER}#a11-k1-x3", width=width)
    assert 0 < top(page, "#a11-k1-x3") < 200
    mark = page.evaluate("getComputedStyle(document.querySelector('#a11-k1-x3'), '::before').borderInlineStartWidth")
    assert mark == "3px"


JUMPS = [
    (ORDER, "12", "a12"),
    (ORDER, "１２", "a12"),
    (ORDER, "十二", "a12"),
    (ORDER, "第十一条第一款第（三）项", "a11-k1-x3"),
    (ORDER, "第11条1款3项2目", "a11-k1-x3-m2"),
    (ORDER, "第三章第二节", "c3-s2"),
    (AMENDED, "12-1", "a12z1"),
    (AMENDED, "第十二條之一", "a12z1"),
    (OPINION, "三（二）", "h3-2"),
    (OPINION, "附件2", "f2"),
    (OPINION, "附录二", "f2"),
    (FIRMS, "二", "f1-h2"),
    (OPINION, "第三部分", "h3"),
    (PLAN, "2.1.2", "d2-1-2"),
    (PLAN, "4", "d4"),
]


@pytest.mark.parametrize(("path", "text", "anchor"), JUMPS, ids=[text for _, text, _ in JUMPS])
def test_the_jump_box_takes_what_people_write(visit: Visit, path: str, text: str, anchor: str) -> None:
    page = visit(path)
    page.locator("#jump").fill(text)
    page.locator("#jump").press("Enter")
    expect(page).to_have_url(re.compile(f"#{anchor}$"))
    assert 0 < top(page, f"#{anchor}") < 200


@pytest.mark.parametrize(("text", "answer"), [("99", "没有“99”"), ("何处", "请填编号")])
def test_the_jump_box_says_what_it_cannot_find(visit: Visit, text: str, answer: str) -> None:
    page = visit(ORDER)
    page.locator("#jump").fill(text)
    page.locator("#jump").press("Enter")
    expect(page.get_by_role("status")).to_contain_text(answer)
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("anchor", "name"), [("a99", "第九十九条"), ("a11-k1-x9", "第十一条第一款第（九）项"), ("f7", "附件7")]
)
def test_a_place_that_the_page_lacks_is_named(visit: Visit, anchor: str, name: str) -> None:
    page = visit(f"{ORDER}#{anchor}")
    expect(page.get_by_role("status")).to_have_text(f"没有“{name}”")


@pytest.mark.parametrize("anchor", ["12", "a1-2", "main", "%E7%AC%AC", "a1"])
def test_of_what_names_no_place_nothing_is_said(visit: Visit, anchor: str) -> None:
    page = visit(f"{ORDER}#{anchor}")
    expect(page.locator("[data-settled]")).to_be_attached()
    page.locator("#jump").fill("3")
    page.locator("#jump").press("Enter")
    expect(page).to_have_url(re.compile("#a3$"))
    expect(page.locator("#status")).to_have_text("")


def clipboard(page: Page) -> str:
    """Give what has been copied last, when the page has said so."""
    expect(page.get_by_role("status")).to_contain_text("已复制")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_number_copies_its_link_and_then_its_citation(visit: Visit, address: str) -> None:
    page = visit(ORDER)
    page.locator("#a11-k1-x3 > .n").click()
    expect(page.get_by_role("status")).to_contain_text("已复制第十一条第（三）项的链接")
    assert clipboard(page) == f"{address}{ORDER}#a11-k1-x3"
    page.get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("status")).to_contain_text("的引文")
    assert clipboard(page) == "《云州市城市树木保护办法》（云州市人民政府令第58号）第十一条第（三）项"


def test_a_paragraph_shows_its_name_to_the_pointer_and_to_the_keyboard(visit: Visit, address: str) -> None:
    page = visit(ORDER)
    name = page.locator(".kuan[aria-label='第五条第二款']")
    assert name.evaluate("e => getComputedStyle(e).opacity") == "0"
    page.locator("#a5-k2").hover()
    expect(name).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    name.focus()
    expect(name).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    assert clipboard(page) == f"{address}{ORDER}#a5-k2"


LEFT = """unit => { const range = document.createRange(); range.selectNodeContents(unit);
  return [...new Map([...range.getClientRects()].map((box) => [Math.round(box.bottom), box.left])).values()]; }"""


def test_further_lines_of_an_annex_begin_below_its_name(visit: Visit) -> None:
    """GB/T 9704—2012, 7.3.4: 附件：and two characters before it, then the name, and all of its lines there."""
    page = visit(FIRMS, width=390)
    first, second = page.locator(".annex-list").evaluate(LEFT)
    assert abs(second - first - 3 * 17) < 3


def test_the_title_of_an_annex_goes_below_its_number_whole(visit: Visit) -> None:
    heading = visit("/doc/yunzhengfa/2026/13/", width=320).locator("#f2")
    number, title = (heading.locator(part).bounding_box() for part in (".no", ".nobr"))
    assert number is not None
    assert title is not None
    assert title["y"] >= number["y"] + number["height"] - 8
    assert abs(number["x"] + number["width"] / 2 - 160) < 2
    assert heading.inner_text().split() == ["附件2", "宣布失效的文件目录"]


@pytest.mark.parametrize(
    ("path", "missing"), [(REPORT, []), (ORDER, ["有效期"]), (NAMES, ["备案号、施行日期、有效期"])]
)
def test_what_a_kind_never_bears_is_not_said_to_be_missing(visit: Visit, path: str, missing: list[str]) -> None:
    page = visit(path)
    assert page.locator(".facts div:has(> dt:text-is('公报未载')) dd").all_inner_texts() == missing


def test_a_menu_closes_when_the_focus_leaves_it(visit: Visit) -> None:
    page = visit(ORDER, width=390)
    for menu in (".scripts", ".outline"):
        page.locator(f"{menu} > summary").press("Enter")
        page.locator(f"{menu} a").last.focus()
        assert page.locator(menu).get_attribute("open") is not None
        page.keyboard.press("Tab")
        assert page.locator(menu).get_attribute("open") is None


def test_back_leads_to_the_citation_that_was_followed(visit: Visit) -> None:
    """And not to the place that the address before it marks, where a browser would go."""
    page = visit(f"{ORDER}#a5-k2")
    link = page.locator("#a18-k1 .own").first
    link.scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    link.click()
    expect(page).to_have_url(re.compile("#a18-k2$"))
    page.go_back()
    expect(page).to_have_url(re.compile("#a5-k2$"))
    page.wait_for_function("left => Math.abs(scrollY - left) < 2", arg=left)


def test_escape_closes_the_contents_that_cover_the_text(visit: Visit) -> None:
    page = visit(ORDER, width=390)
    page.locator(".outline > summary").press("Enter")
    page.locator(".outline ol a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".outline ol").first).to_be_hidden()
    expect(page.locator(".outline > summary")).to_be_focused()


def test_a_title_in_a_title_has_marks_of_its_own(visit: Visit) -> None:
    """GB/T 15834—2011, 4.15: 〈〉 stand in 《》."""
    cite = "《云州市人民政府关于修改〈云州市夜市管理规定〉的决定》（云州市人民政府令第61号）"
    assert visit(AMENDED).locator("#cite").text_content() == cite


def test_a_link_to_a_note_opens_with_everything_working(visit: Visit) -> None:
    page = visit(f"{ORDER}#n1", width=390)
    assert 0 < top(page, "#n1") < 400
    page.get_by_text("引用", exact=True).click()
    expect(page.locator("#cite")).to_have_text("《云州市城市树木保护办法》（云州市人民政府令第58号）")


def test_the_panel_cites_the_marked_place_in_every_form(visit: Visit, address: str) -> None:
    page = visit(f"{ORDER}#a5-k2")
    page.get_by_text("引用", exact=True).click()
    work = "《云州市城市树木保护办法》（云州市人民政府令第58号"
    expected = [
        f"{work}）第五条第二款",
        f"{work}，2024年3月15日）第五条第二款",
        f"[{work}）第五条第二款]({address}{ORDER}#a5-k2)",
        None,
        None,
        f"{address}{ORDER}#a5-k2",
    ]
    forms = page.locator(".cite dd").all_inner_texts()
    assert [form if expected[i] else None for i, form in enumerate(forms)] == expected
    page.locator(".cite dt", has_text="Markdown").get_by_role("button").click()
    assert clipboard(page) == expected[2]


@pytest.mark.parametrize(
    ("path", "anchor", "name"),
    [
        (PLAN, "d2-1-2", "2.1.2"),
        (PLAN, "d2-1-2-h0-2-1", "2.1.2（二）1."),
        (PLAN, "d4", "第4部分"),
        (OPINION, "h2", "第二部分"),
    ],
)
def test_what_is_copied_leads_back(visit: Visit, path: str, anchor: str, name: str) -> None:
    page = visit(f"{path}#{anchor}")
    page.locator(f"#{anchor} a[rel=bookmark], a[rel=bookmark][href='#{anchor}']").first.click()
    page.get_by_role("button", name="复制引文").click()
    cited = clipboard(page)
    assert cited.endswith(name)
    if "（" not in name:
        page.goto(page.url.replace(f"{path}#{anchor}", f"/cite/?q={quote(cited)}"))
        page.wait_for_url(f"**{path}#{anchor}")


def test_the_text_of_a_place_is_copied_with_its_source(visit: Visit, address: str) -> None:
    page = visit(ORDER)
    work = "《云州市城市树木保护办法》（云州市人民政府令第58号）"
    page.locator("#a11-k1-x3 > .n").click()
    page.get_by_role("button", name="复制原文").click()
    expect(page.get_by_role("status")).to_have_text("已复制第十一条第（三）项的原文和出处")
    lines = clipboard(page).split("\n")
    assert lines[0] == "（三）发现下列情形之一的，立即设置警示标志，并在24小时内处置："
    assert [line[:2] for line in lines[1:4]] == ["1.", "2.", "3."]
    assert lines[4:] == [f"——{work}第十一条第（三）项", f"{address}{ORDER}#a11-k1-x3"]
    page.goto(f"{address}{ORDER}#a18-k2")
    page.get_by_text("引用", exact=True).click()
    quote = page.locator("#quote").inner_text().split("\n")
    assert quote[0].endswith("依法承担相应的绿化补偿责任。")  # neither the printed form nor the note
    assert quote[1:] == [f"——{work}第十八条第二款", f"{address}{ORDER}#a18-k2"]
    page.goto(f"{address}{ORDER}")
    expect(page.locator("#quote")).to_be_hidden()


@pytest.mark.parametrize(("path", "place"), [(f"{OPINION}#h6", "第六部分"), (f"{FIRMS}#f1-h2", "附件第二部分")])
def test_a_section_by_itself_is_cited_as_a_part(visit: Visit, path: str, place: str) -> None:
    assert (visit(path).locator("#cite").text_content() or "").endswith(f"号）{place}")


def test_headings_of_sections_are_cited_by_their_numbers(visit: Visit) -> None:
    page = visit(f"{OPINION}#h3-2")
    assert (
        page.locator("#cite").text_content()
        == "《云州市人民政府关于推进老旧小区加装电梯工作的实施意见》（云政发〔2024〕6号）三、（二）"
    )


def test_the_outline_follows_and_stays_in_view(visit: Visit) -> None:
    page = visit(f"{REPORT}")
    last = page.locator(".outline ol a").last
    anchor = (last.get_attribute("href") or "")[1:]
    page.evaluate("id => document.getElementById(id).scrollIntoView()", anchor)
    expect(last).to_have_attribute("aria-current", "location")
    expect(last).to_be_in_viewport()


def test_on_a_phone_the_outline_names_the_place_and_moves_nothing(visit: Visit) -> None:
    page = visit(f"{OPINION}#h3-2", width=390)
    before = top(page, "#h3-2")
    expect(page.locator(".outline .now")).to_have_text("三、（二）　编制并公示方案")
    summary = page.locator(".outline > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#jump")).to_be_visible()
    assert abs(top(page, "#h3-2") - before) <= 2
    summary.click()
    page.get_by_role("link", name="附件1").first.click(trial=True)
    page.goto(page.url.replace("#h3-2", "#f2"))
    expect(page.locator(".outline .now")).to_have_text("附件2　加装电梯办理材料清单")


LINES = """selector => [...document.querySelectorAll(selector)].flatMap((element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), cut = [];
  for (let text; (text = texts.nextNode());) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (text.data.trim() && new Set([...range.getClientRects()].map((r) => r.top)).size > 1) cut.push(text.data);
  }
  return cut;
})"""


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/", "a.t:has(wbr)"),
        (ISSUE, "a.t:has(wbr)"),
        (OPINION, ".title :has(wbr), .annex, .chap :has(wbr)"),
        (FIRMS, ".title :has(wbr), .annex"),
        (ORDER, ".enclosed"),
        (NAMES, ".names td:first-child"),
    ],
)
def test_titles_break_between_words_and_names_not_at_all(visit: Visit, path: str, selector: str) -> None:
    page = visit(path, width=320)
    assert page.locator(selector).count() > 0
    assert page.evaluate(LINES, selector) == []


def test_alt_arrows_go_to_the_article_before_and_after(visit: Visit) -> None:
    page = visit(f"{ORDER}#a11")
    expect(page.locator(".outline [aria-current=location]")).to_have_text("第11条")
    page.keyboard.press("Alt+ArrowDown")
    expect(page).to_have_url(re.compile("#a12$"))
    expect(page.locator(".outline [aria-current=location]")).to_have_text("第12条")
    page.get_by_role("button", name="上一处").click()
    expect(page).to_have_url(re.compile("#a11$"))


def test_the_other_scripts_keep_place_and_question(visit: Visit) -> None:
    page = visit(f"{ORDER}?q=x#a5-k2")
    hrefs = page.locator(".scripts a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
    assert [href.split(ORDER)[1] for href in hrefs] == ["?q=x#a5-k2"] * 4
    page.evaluate("location.hash = 'a6'")
    expect(page.locator(".scripts a").nth(1)).to_have_attribute("href", re.compile(rf"/zh-hant{ORDER}\?q=x#a6$"))


@pytest.mark.parametrize(
    ("tree", "title"), [("zh-hant", "雲州市城市樹木保護辦法"), ("zh-hk", "雲州市城市樹木保護辦法")]
)
def test_traditional_pages_work_in_their_own_words(visit: Visit, address: str, tree: str, title: str) -> None:
    page = visit(f"/{tree}{ORDER}#a5-k2")
    assert 0 < top(page, "#a5-k2") < 200
    assert page.locator("#cite").text_content() == f"《{title}》（雲州市人民政府令第58號）第五條第二款"
    notice = page.get_by_role("link", name="公報簡體文本")
    assert notice.evaluate("a => a.href") == f"{address}{ORDER}#a5-k2"
    page.locator("#jump").fill("第十一條第（三）項")
    page.locator("#jump").press("Enter")
    expect(page).to_have_url(f"{address}/{tree}{ORDER}#a11-k1-x3")
    page.locator("#a11-k1-x3 > .n").click()
    expect(page.get_by_role("status")).to_contain_text("已複製第十一條第（三）項的")
    page.locator(".near a").first.click()
    expect(page).to_have_url(re.compile(f"/{tree}/doc/(?!{ORDER.removeprefix('/doc/')})"))


def test_simplified_pages_have_no_notice_of_conversion(visit: Visit) -> None:
    expect(visit(ORDER).locator(".converted")).not_to_be_visible()


def test_the_theme_is_kept(visit: Visit) -> None:
    page = visit(ORDER, color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="夜间配色").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    expect(page.get_by_role("button", name="昼间配色")).to_be_visible()


@pytest.mark.parametrize(
    ("turns", "day", "classes", "label"),
    [
        ("not-yet 2026-02-01 effective 2027-02-01 expired", "2026-01-31T15:59:00Z", "pending", "尚未施行"),
        ("not-yet 2026-02-01 effective 2027-02-01 expired", "2026-01-31T16:00:00Z", "in-force", "现行有效"),
        ("not-yet 2026-02-01 effective 2027-02-01 expired", "2026-10-01T00:00:00Z", "expiring", "即将失效"),
        ("not-yet 2026-02-01 effective 2027-02-01 expired", "2027-01-31T16:00:00Z", "expired", "已失效"),
        ("effective 2026-05-01 repealed", "2026-05-01T00:00:00Z", "expired repealed", "已废止"),
        ("unknown", "2026-05-01T00:00:00Z", "unstated", "期限未载"),
    ],
)
def test_the_status_is_that_of_the_readers_day_in_china(
    visit: Visit, turns: str, day: str, classes: str, label: str
) -> None:
    page = visit("/about/")
    page.clock.set_fixed_time(day)
    page.route("**" + ORDER, lambda route: route.fulfill(
        body=re.sub('data-turns="[^"]*"', f'data-turns="{turns}"', route.fetch().text()), content_type="text/html"
    ))  # fmt: skip
    page.goto(page.url.replace("/about/", ORDER))
    expect(page.locator(".stamp")).to_have_text(label)
    expect(page.locator(".stamp")).to_have_class(f"stamp {classes}")


def test_notes_stand_in_the_margin_without_overlap(visit: Visit) -> None:
    page = visit(ORDER)
    boxes = page.locator(".note").evaluate_all("notes => notes.map((n) => n.getBoundingClientRect().toJSON())")
    text = page.locator(".text").bounding_box()
    assert text is not None
    assert len(boxes) >= 5
    assert all(box["left"] > text["x"] + text["width"] for box in boxes)
    assert all(below["top"] >= above["bottom"] for above, below in pairwise(boxes))


def test_the_heading_of_an_annex_is_one_with_a_note_on_it_too(visit: Visit) -> None:
    look = "e => [getComputedStyle(e).fontSize, getComputedStyle(e).textAlign, getComputedStyle(e).borderTopWidth]"
    heading = visit(OPINION).locator("#f1")
    before = heading.evaluate(look)
    assert before[1] == "center"
    heading.evaluate("e => { const noted = document.createElement('div'); e.replaceWith(noted); noted.append(e); }")
    assert heading.evaluate(look) == before


def test_notes_fold_on_a_phone(visit: Visit) -> None:
    page = visit(ORDER, width=390)
    note = page.locator(".note").first
    expect(note.locator("p").first).not_to_be_visible()
    note.locator("summary").click()
    expect(note.locator("p").first).to_be_visible()


def test_a_term_offers_its_meaning(visit: Visit) -> None:
    page = visit(ORDER)
    term, tip = page.locator(".text .term").first, page.get_by_role("tooltip")
    words, meaning = term.inner_text(), page.locator(f"{term.get_attribute('href')} dd .song").inner_text()
    assert words in page.locator(".apparatus dt").all_inner_texts()
    expect(tip).not_to_be_visible()
    term.hover()
    expect(tip).to_contain_text(meaning)
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    expect(tip).not_to_be_visible()
    while page.evaluate("document.activeElement.className") != term.get_attribute("class"):
        page.keyboard.press("Tab")
    expect(tip).to_contain_text(meaning)


CITED = [
    (ORDER, "#a18-k1 .own", "经批准砍伐的，申请人应当在县（区）城市绿化主管部门指定的地点按照“伐一补三”"),
    ("/doc/yunzhengfa/2026/12/", "#a17 .corpus", "云州市人民政府关于印发云州市公共数据开放管理暂行办法的通知"),
    ("/doc/yunzhengfa/2026/12/", "#a17 .corpus", "即将失效2021年8月1日起施行，有效期至2026年12月31日"),
]


@pytest.mark.parametrize(("path", "link", "words"), CITED, ids=["place", "title", "status"])
def test_a_citation_shows_what_it_leads_to(visit: Visit, path: str, link: str, words: str) -> None:
    page = visit(path)
    page.locator(link).first.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text(words)
    assert tip.locator("a, [id]").count() == 0
    assert violations(page) == []


def test_what_a_citation_leads_to_is_asked_for_again_after_the_line_was_down(chromium: Browser, address: str) -> None:
    path, link, words = CITED[-1]
    page, cited = chromium.new_page(), "**/doc/yunzhengfa/2021/8/"
    page.goto(address + path)
    page.route(cited, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator(link).first.hover()
    page.unroute(cited)
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    page.locator(link).first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(words)
    page.close()


def test_a_long_title_of_the_network_ends_in_dots_and_not_in_the_next_row(visit: Visit) -> None:
    links = visit("/", width=820).locator(".network th a")
    heights = links.evaluate_all("links => links.map((link) => link.offsetHeight)")
    assert any(links.evaluate_all("links => links.map((link) => link.scrollWidth > link.clientWidth)"))
    assert len(set(heights)) == 1


def test_a_row_of_the_network_lights_its_arcs(visit: Visit) -> None:
    page = visit("/")
    expect(page.locator(".network .lit")).to_have_count(0)
    row = page.locator(".network [data-row]").last
    row.locator("a").focus()
    arcs = page.locator(f".network path.r{row.get_attribute('data-row')}")
    assert arcs.count() > 0
    expect(page.locator(".network .lit")).to_have_count(arcs.count())


def test_menus_close_on_escape_and_outside(visit: Visit) -> None:
    page = visit(ORDER)
    menu = page.locator(".scripts")
    for close in ("Escape", "click"):
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        page.locator("h1").click() if close == "click" else page.keyboard.press(close)
        expect(menu).not_to_have_attribute("open", "")


def test_the_keyboard_skips_to_the_text(visit: Visit) -> None:
    page = visit(ORDER)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const ring = style.outlineStyle !== 'none' || at.closest('.search');
  const shown = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  return ring && (at.contains(shown) || shown?.contains(at)) ? '' : at.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_keyboard_always_sees_where_it_is(visit: Visit, width: int) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11: the focus has a ring, and nothing covers it, forwards and back."""
    page = visit(f"{ORDER}#a11", width=width)
    for key, times in (("Tab", 30), ("Shift+Tab", 12)):
        for _ in range(times):
            page.keyboard.press(key)
            assert page.evaluate(FOCUS) == ""


def test_a_screen_reader_finds_the_articles_by_their_headings(visit: Visit) -> None:
    page = visit(ORDER)
    for level, name in ((1, "云州市人民政府令 云州市城市树木保护办法"), (3, "第一章 总则"), (4, "第一条")):
        expect(page.get_by_role("heading", level=level, name=name, exact=level > 1)).to_have_count(1)
    for role in ("banner", "main", "contentinfo", "search"):
        expect(page.locator(f"role={role}")).to_have_count(1)
    expect(page.get_by_role("navigation", name="目录")).to_have_count(1)
    expect(page.get_by_role("listitem").filter(has_text="定期巡查")).to_have_count(1)


def test_without_script_everything_can_be_read(visit: Visit) -> None:
    page = visit(f"{ORDER}#a11", width=390, java_script_enabled=False)
    assert 0 < top(page, "#a11") < 200
    for selector in (".jump", ".theme", "[data-copy]"):
        expect(page.locator(selector).first).not_to_be_visible()
    page.locator(".outline > summary").click()
    page.locator(".outline a[href='#a20']").click()
    panel = page.locator(".outline").bounding_box()
    assert panel is not None
    assert panel["y"] + panel["height"] < top(page, "#a20") < 844
    page.locator(".outline > summary").click()
    page.locator(".note summary").first.click()
    expect(page.locator(".note p").first).to_be_visible()


@pytest.mark.parametrize("width", [800, 1280])
def test_two_records_stand_above_their_texts(visit: Visit, width: int) -> None:
    page = visit(COMPARISON, width=width)
    start = "cell => cell.getBoundingClientRect().left + parseFloat(getComputedStyle(cell).paddingInlineStart)"
    text = page.locator(".pair.head .new").evaluate(start)
    assert page.locator(".sheet td:last-child").first.evaluate(start) == pytest.approx(text, abs=0.5)


def test_a_long_title_in_the_path_has_its_arrow_behind_it(visit: Visit) -> None:
    lines = "title => [title, title.querySelector('a')].map((part) => [...part.getClientRects()].at(-1).bottom)"
    arrow, words = visit(COMPARISON, width=390).locator(".crumbs li").nth(1).evaluate(lines)
    assert arrow == words


@pytest.mark.parametrize("path", EVERY_KIND)
def test_nothing_sticks_out(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in (320, 390, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_dead_link_is_answered_with_ways_on(visit: Visit, address: str) -> None:
    page = visit("/404.html")
    page.get_by_role("link", name="从总目查找").click()
    expect(page).to_have_url(f"{address}/#browse")
