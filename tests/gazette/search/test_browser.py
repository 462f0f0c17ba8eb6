"""The search in Chromium: whatever stands in the gazettes is found where it stands, in every script."""

import json
import random
import re
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from lxml import html
from playwright.sync_api import Browser, Page, expect

from gazette.addresses import SCRIPTS, Script
from gazette.search.files import Folder
from gazette.search.postings import HEADS, Postings, run
from gazette.search.reading import SPAN
from gazette.search.shards import write_shards
from tests.conftest import Files, Visit, serving

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
THEME = Path(__file__).parents[3] / "source" / "_ext" / "gazette" / "theme" / "static"
ASK = """async ([lang, queries]) => {
  const { Index } = await import("/_static/query.js");
  const index = await new Index("/search/data/", lang).open();
  const answer = async (query) => {
    const { numbers, words } = await index.candidates(query, Infinity);
    const hits = (await Promise.all(numbers.map((number) => index.hit(number, words)))).filter(Boolean);
    return hits.map(({ path, anchor, text, ranges }) => [path, anchor, text.slice(ranges[0][0], ranges[0][1])]);
  };
  return Promise.all(queries.map(answer));
}"""
"""All places of each query: path, anchor, the words found."""


def search(query: str, folder: str = "") -> str:
    return f"/{folder}search/?q={quote(query)}"


def ask(page: Page, queries: list[str], lang: str = "zh-Hans") -> list[list[tuple[str, str, str]]]:
    """Ask on a page of the site, without navigating."""
    found: list[list[tuple[str, str, str]]] = page.evaluate(ASK, [lang, queries])
    return found


_APART = " or ".join(f"@class='{name}'" for name in ("cited", "kuan", "note"))
"""What on the page is not the text of the gazette."""


def articles(site: Path, script: Script) -> list[tuple[str, str, str]]:
    """Give the articles, headings and items of all documents: path, anchor, text without spaces."""
    found = []
    for path in sorted((site / script.folder / "doc").rglob("index.html")):
        page = html.parse(str(path)).getroot()
        for unit in page.xpath("//section[@class='article'] | //div[@class='run'] | //p[@class='item']"):
            texts = unit.xpath(f".//text()[not(ancestor::small or ancestor::*[{_APART}])]")
            address = path.parent.relative_to(site / script.folder).as_posix() + "/"
            found.append((address, unit.get("id"), re.sub(r"\s+", "", "".join(texts))))
    return found


def substrings(site: Path, script: Script, count: int, seed: int) -> list[tuple[str, str, str]]:
    """Take random substrings of 2 to 20 characters, of which two at least are not punctuation."""
    rng = random.Random(seed)  # noqa: S311 - a seed is wanted
    units, found = articles(site, script), list[tuple[str, str, str]]()
    while len(found) < count:
        address, anchor, text = rng.choice(units)
        start = rng.randrange(max(1, len(text) - 1))
        words = text[start : start + rng.randint(2, 20)]
        if len(re.findall(r"[^\W_]", words)) >= 2:
            found.append((address, anchor, words))
    return found


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.lang for script in SCRIPTS])
def test_any_words_are_found_where_they_stand(site: Path, visit: Visit, script: Script) -> None:
    wanted = substrings(site, script, 200, 20261101)
    page = visit(f"/{script.folder}search/")
    answers = ask(page, [words for *_, words in wanted], script.lang)
    missing = [
        (address, anchor, words)
        for (address, anchor, words), hits in zip(wanted, answers, strict=True)
        if not any(path == address and (at == anchor or at.startswith(f"{anchor}-")) for path, at, _ in hits)
    ]
    assert missing == []


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.lang for script in SCRIPTS])
def test_results_lead_to_the_words_and_mark_them(site: Path, visit: Visit, script: Script) -> None:
    for address, _, words in substrings(site, script, 3, 11):
        page = visit(search(f"“{words.strip('“”「」')}”", script.folder))
        link = page.locator(f".hit a[href*='/{address}?']").first
        link.click()
        page.wait_for_url(re.compile(f"/{script.folder}{address}#"))
        assert "hl=" not in page.url
        marked = page.locator("mark")
        expect(marked.first).to_be_in_viewport()
        text = re.sub(r"[\s\u3000]", "", "".join(marked.all_inner_texts()))
        folded = page.evaluate(
            """async ([texts]) => {
              const { Index } = await import("/_static/query.js");
              const index = await new Index("/search/data/", "zh-Hans").open();
              return texts.map((text) => index.fold(text).folded);
            }""",
            [[text, words]],
        )
        assert folded[1] in folded[0]


@pytest.mark.parametrize("query", ["历史文化街区", "歷史文化街區", "歴史文化街区"[1:], "历史、文化　街区"[:5]])
def test_any_script_finds_any_script(visit: Visit, query: str) -> None:
    page = visit("/search/")
    (simplified,) = ask(page, [query])
    (taiwan,) = ask(page, [query], "zh-Hant-TW")
    assert simplified
    assert [hit[:2] for hit in simplified] == [hit[:2] for hit in taiwan]


SAME = [
    ("第12条", "第十二条"),
    ("第１２條", "第十二条"),
    ("2024年度", "２０２４年度"),
    ("第3款", "第三款"),
    ("１２３４５", "12345"),
    ("附件1", "附件一"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_numerals_and_widths_are_the_same(visit: Visit, one: str, other: str) -> None:
    first, second = ask(visit("/search/"), [one, other])
    assert first
    assert {hit[:2] for hit in map(tuple, first)} == {hit[:2] for hit in map(tuple, second)}


def test_quotation_marks_hold_to_what_is_written(visit: Visit) -> None:
    loose, strict, spaced = ask(visit("/search/"), ["第1条", "“第1条”", "“第 一 条”"])
    assert loose
    assert strict == []
    assert {words for *_, words in spaced} == {"第一条"}


def test_several_words_must_all_be_there(visit: Visit) -> None:
    both, one, other = ask(visit("/search/"), ["历史文化街区 修缮", "历史文化街区", "修缮"])
    assert both
    assert len(both) < min(len(one), len(other))


def test_a_single_character_is_found_also_at_the_end_of_a_record(visit: Visit) -> None:
    page = visit("/search/")
    (hits,) = ask(page, ["䶮"])
    assert {words for *_, words in hits} == {"䶮"}


def test_titles_come_first_and_what_holds_before_what_has_ended(visit: Visit) -> None:
    rows = visit("/search/").evaluate(
        """async () => {
          const { Index } = await import("/_static/query.js");
          const index = await new Index("/search/data/", "zh-Hans").open();
          return (await index.candidates("管理", Infinity)).documents.map(([at, numbers]) => {
            const { first, ended, day } = index.documents.at(at);
            const own = numbers.every((number) => index.documents.of(number) === at);
            return [numbers[0] !== first, ended, day, own, numbers];
          });
        }"""
    )
    assert len({(rest, ended) for rest, ended, *_ in rows}) > 2
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    for kind in {tuple(row[:2]) for row in rows}:
        days = [day for *of, day, _, _ in rows if tuple(of) == kind]
        assert days == sorted(days, reverse=True)
    assert all(own and numbers == sorted(numbers) for *_, own, numbers in rows)


# ---- the page ----


def tally(page: Page) -> str:
    """Wait until the page tells how many places there are; give what it says."""
    expect(page.locator("#tally")).to_have_text(re.compile("[0-9]"))
    return page.locator("#tally").inner_text()


_LINES = """title => {
  const { top, left } = title.getBoundingClientRect(), height = parseFloat(getComputedStyle(title).lineHeight);
  const range = document.createRange(), ends = [];
  range.selectNodeContents(title);
  for (const box of range.getClientRects()) {
    const line = Math.floor(((box.top + box.bottom) / 2 - top) / height);
    ends[line] = Math.max(ends[line] ?? 0, box.right - left);
  }
  return ends;
}"""


@pytest.mark.parametrize("width", range(320, 400, 18))
def test_lines_of_a_title_are_of_like_length(visit: Visit, width: int) -> None:
    page = visit(search("管理"), width=width)
    tally(page)
    lines = [title.evaluate(_LINES) for title in page.locator(".of > h2").all()]
    broken = [of for of in lines if len(of) > 1]
    assert broken
    assert [of for of in broken if of[-1] < max(of) / 2] == []


def more(page: Page) -> None:
    """Ask for more places, and wait until all of them are there."""
    page.locator("#more").click()
    expect(page.locator("#more[aria-busy]")).to_have_count(0)


def test_results_show_document_status_and_place(visit: Visit) -> None:
    page = visit(search("电动自行车 电梯"))
    first = page.locator(".of").first
    expect(first.locator(".status")).to_have_text(re.compile("现行有效|尚未施行|已失效|已废止|期限未载|即将失效"))
    expect(first.locator("time")).to_have_text(re.compile("^20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$"))
    expect(first.locator(".hit h3").first).to_have_text(re.compile("第.+条"))
    assert {"电动自行车", "电梯"} <= set(first.locator("mark").all_inner_texts())
    expect(page.get_by_role("heading", level=1)).to_have_text("“电动自行车 电梯”")
    expect(page.locator("#tally")).to_have_text(re.compile("^(至少)?[0-9]+处，见于(至少)?[0-9]+件文件$"))
    assert page.locator("#help").is_hidden()


@pytest.mark.parametrize(("words", "place"), [("为抢抓数字经济发展机遇", "正文"), ("数字经济发展三年行动计划", "标题")])
def test_what_stands_before_the_first_number_of_an_enclosed_text_is_no_title(
    visit: Visit, words: str, place: str
) -> None:
    page = visit(search(words))
    expect(page.locator(".hit a[href*='/yunzhengzi/2023/22/'][href$='#enclosed']")).to_have_text(place)


@pytest.mark.parametrize(
    ("folder", "rule"), [("", "《云州市夜市管理规定》第十二条之一"), ("zh-hant/", "《雲州市夜市管理規定》第十二條之一")]
)
def test_a_place_in_a_further_text_is_named_with_it(visit: Visit, folder: str, rule: str) -> None:
    """The document, an order, goes by the first, a decision; the rule that this amends stands behind it."""
    page = visit(search("夜市经营者使用液化石油气", folder))
    places = page.locator(f".hit a[href*='/{folder}doc/yunzhoushirenminzhengfuling/61/']")
    expect(places).to_have_text(["第三部分", rule])
    name, words = (page.locator(f".hit.long {tag}").bounding_box() for tag in ("h3", "p"))
    assert name
    assert words
    assert name["y"] + name["height"] <= words["y"] + 1


def test_the_title_is_not_said_again_below_itself(visit: Visit) -> None:
    page = visit(search("历史文化街区"))
    title = "云州市历史文化街区保护办法（试行）"
    document = page.locator(".of").filter(has=page.get_by_role("heading", name=title))
    expect(document.locator(".hit").first).to_be_visible()
    assert title not in document.locator(".hit p").all_inner_texts()
    expect(document.locator(".hit")).to_have_count(3)


def test_where_few_files_tell_the_number_is_exact(visit: Visit) -> None:
    expect(visit(search("历史文化街区")).locator("#tally")).to_have_text(re.compile("^[0-9]+处，见于[0-9]+件文件$"))


def test_a_number_in_decimals_stands_once(visit: Visit) -> None:
    hit = visit(search("总指挥组织会商")).locator(".hit").first
    expect(hit.locator("h3")).to_have_text("4.1.2")
    assert hit.locator("p").inner_text().startswith("Ⅱ级响应")


def test_a_word_tells_its_exact_number_and_more_come_on_request(visit: Visit) -> None:
    page = visit(search("管理"))
    expect(page.locator("#tally")).to_have_text(re.compile("^[0-9]+处，见于[0-9]+件文件$"))
    places, documents = map(int, re.findall("[0-9]+", tally(page)))
    (hits,) = ask(page, ["管理"])
    assert (places, documents) == (len(hits), len({path for path, *_ in hits}))
    while page.locator("#more").is_visible():
        more(page)
    assert page.locator(".of").count() == documents
    rest = page.locator(".rest").first
    before = page.locator(".hit").count()
    rest.click()
    page.wait_for_function("count => document.querySelectorAll('.hit').length > count", arg=before)
    assert page.evaluate("document.activeElement.closest('.hit') !== null")


def test_who_comes_back_finds_all_that_was_shown_and_where(visit: Visit) -> None:
    page = visit(search("管理"), width=390)
    for _ in range(2):
        more(page)
    link = page.locator(".of").last.locator("h2 a")
    link.scroll_into_view_if_needed()
    count, top = page.locator(".of").count(), page.evaluate("scrollY")
    link.click()
    page.wait_for_url(re.compile("/doc/"))
    page.go_back()
    expect(page.locator(".of")).to_have_count(count)
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=top)


def test_more_is_asked_for_again_after_the_line_was_down(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address + search("管理"))
    found, shown = tally(page), page.locator(".of").count()
    page.route("**/search/data/**", lambda route: route.abort())
    page.locator("#more").click()
    expect(page.locator("#tally")).to_contain_text("索引没有取到")
    page.unroute("**/search/data/**")
    more(page)
    assert page.locator(".of").count() > shown
    expect(page.locator("#tally")).to_have_text(found)
    page.close()


def test_filters_stand_in_the_address_and_back_undoes_them(visit: Visit) -> None:
    page = visit(search("管理"))
    expect(page.locator(".of").first).to_be_visible()
    everything = tally(page)
    status = page.locator("[name=status][value=repealed]")
    number = int(status.locator("xpath=following-sibling::span").inner_text())
    status.check()
    page.wait_for_url(re.compile("status=repealed"))
    expect(page.locator("#tally")).to_have_text(re.compile(f"^{number}处"))
    assert set(page.locator(".of .status").all_inner_texts()) == {"已废止"}
    issuer = page.locator("[name=issuer]:not(:disabled)").first
    issuer.check()
    page.wait_for_url(re.compile("issuer="))
    page.go_back()
    page.go_back()
    expect(page.locator("#tally")).to_have_text(everything)
    expect(status).not_to_be_checked()
    page.get_by_role("link", name="最新").click()
    page.wait_for_url(re.compile("sort=new"))
    expect(page.locator(".of").first).to_be_visible()
    days = page.locator(".of time").evaluate_all("all => all.map((time) => time.dateTime)")
    assert days == sorted(days, reverse=True)


def test_filters_without_any_place_say_so(visit: Visit) -> None:
    page = visit(search("电动自行车") + "&year=1999")
    expect(page.locator("#tally")).to_have_text("所选的范围内没有")
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".of").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("云州市人民政府令第58号", ORDER),
        ("雲州市人民政府令第58號第十一條", f"{ORDER}#a11"),
        ("云政发[2026]12号", "/doc/yunzhengfa/2026/12/"),
        ("云政发〔2024〕6号三、（二）", "/doc/yunzhengfa/2024/6/#h3-2"),
        ("云政发(2024)6号第六部分", "/doc/yunzhengfa/2024/6/#h6"),
        ("云政字〔2025〕31号附件第二部分", "/doc/yunzhengzi/2025/31/#f1-h2"),
        ("ＹＺＣＲ－２０２６－００１０００８", "/doc/yunzhengfa/2026/12/"),
    ],
)
def test_a_docno_goes_straight_to_its_document(visit: Visit, query: str, target: str) -> None:
    page = visit("/about/")
    page.locator("#q").fill(query)
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(f"{target}$"))
    page.go_back()
    page.wait_for_url(re.compile("/about/$"))


def test_a_docno_in_quotation_marks_is_searched_for(visit: Visit) -> None:
    page = visit(search("“云政发〔2023〕9号”"))
    expect(page.locator(".hit mark").first).to_have_text("云政发〔2023〕9号")


def test_a_title_with_a_place_is_offered_first(visit: Visit) -> None:
    page = visit(search("云州市历史文化街区保护办法（试行）第三条"))
    link = page.locator("#direct a")
    expect(link).to_have_attribute("href", re.compile("/doc/yunzhengfa/2023/9/#a3$"))
    (hits,) = ask(page, ["云州市历史文化街区保护办法（试行）"])
    assert hits[0][0] == "doc/yunzhengfa/2023/9/"


def test_the_name_of_a_place_is_broken_between_its_units(visit: Visit) -> None:
    page = visit(search("食品安全法"), width=1280)
    name = page.locator(".hit h3 span", has_text="第一款").first
    assert name.evaluate("span => [...span.getClientRects()].length") == 1
    expect(name.locator("xpath=..")).to_have_text("《云州市夜市管理规定》第十四条第一款")


def test_a_place_that_the_document_lacks_is_said(visit: Visit) -> None:
    page = visit(search("云政发〔2023〕9号第99条"))
    link = page.locator("#direct a")
    expect(link).to_have_text("《云州市历史文化街区保护办法（试行）》（云政发〔2023〕9号）　没有第99条")
    expect(link).to_have_attribute("href", re.compile("/doc/yunzhengfa/2023/9/$"))


def test_all_titles_that_have_the_words_in_their_order_are_offered(visit: Visit) -> None:
    page = visit(search("烟花爆竹通告"))
    expect(page.locator("#direct a").first).to_be_visible()
    found = page.eval_on_selector_all("#direct a", "links => links.map((a) => a.textContent)")
    assert "《云州市人民政府关于调整禁止燃放烟花爆竹区域和时段的通告》（云政发〔2026〕11号）" in found
    assert all("烟花爆竹" in name for name in found)


@pytest.mark.parametrize(
    ("query", "label", "target"),
    [
        ("树木保护办法 第十一条", "《云州市城市树木保护办法》（云州市人民政府令第58号）第十一条", f"{ORDER}#a11"),
        ("58号令", "《云州市城市树木保护办法》（云州市人民政府令第58号）", ORDER),
        ("2024年政府工作报告", "《政府工作报告》（2024年2月20日）", "/doc/zhengfugongzuobaogao/2024-02-20/"),
        (
            "预付卡细则",
            "《云州市单用途预付卡资金存管实施细则》（云商发〔2025〕17号）",
            "/doc/yunshangfa/2025/17/#enclosed",
        ),
    ],
)
def test_where_no_text_has_the_words_titles_like_them_are_offered(
    visit: Visit, query: str, label: str, target: str
) -> None:
    page = visit(search(query))
    link = page.locator("#direct a").first
    expect(link).to_have_text(label)
    expect(link).to_have_attribute("href", re.compile(f"{target}$"))
    expect(page.locator("#direct b")).to_have_text("相近的文件")
    expect(page.locator("#tally")).to_have_text("没有找到")
    expect(page.locator("#help")).to_be_visible()


@pytest.mark.parametrize(
    ("folder", "query", "words"),
    [
        ("zh-tw/", "公共資訊 開放", "公共信息 開放"),
        ("", "脚踏车", "自行车"),
        ("zh-hk/", "升降機、升降機", "電梯、電梯"),
    ],
)
def test_a_word_of_another_region_is_offered_in_that_of_the_gazettes(
    visit: Visit, folder: str, query: str, words: str
) -> None:
    page = visit(search(query, folder))
    expect(page.locator("#direct")).to_have_text(re.compile(f"^(公报|公報)(用语|用語){words}$"))
    page.locator("#direct a").click()
    expect(page.locator("#q")).to_have_value(words)


def test_words_of_other_regions_are_read_in_their_order(visit: Visit) -> None:
    """Of two that share characters the longer stands first, and no answer is asked for again."""
    pairs = [pair.split(" ") for pair in (visit("/search/").get_attribute("#search", "data-regional") or "").split(",")]
    theirs, ours = zip(*pairs, strict=True)
    assert [(a, b) for n, b in enumerate(theirs) for a in theirs[:n] if a in b] == []
    assert [(a, b) for n, a in enumerate(ours) for b in theirs[n + 1 :] if b in a] == []


def test_a_place_behind_half_a_title_stands_as_it_was_typed(visit: Visit) -> None:
    page = visit(search("樹木保護辦法 第十一條", "zh-tw/"))
    expect(page.locator("#direct a").first).to_have_text("《雲州市城市樹木保護辦法》（雲州市人民政府令第58號）第十一條")


def test_a_note_is_a_place_like_others(visit: Visit) -> None:
    page = visit(search("立即设置警示标志 24小时内处置"), width=390)
    note = page.get_by_role("link", name="注释", exact=True)
    expect(page.locator("#tally")).to_have_text("2处，见于1件文件")
    note.click()
    expect(page).to_have_url(re.compile(f"{ORDER}#n2$"))
    expect(page.locator("#n2 mark").first).to_be_in_viewport()  # unfolded


def test_what_stands_nowhere_is_said_with_help(visit: Visit) -> None:
    page = visit(search("绝无此语之词"))
    expect(page.locator("#tally")).to_have_text("没有找到")
    expect(page.locator("#help")).to_be_visible()
    for choice in ("#filters", "#sorts"):
        expect(page.locator(choice)).to_be_hidden()
    assert page.locator("#results > li").count() == 0


def test_a_paragraph_above_the_first_heading_is_no_title(visit: Visit) -> None:
    page = visit(search("市政府第22次常务会议"))
    expect(page.locator(".hit h3")).to_have_text(["正文"])


@pytest.mark.parametrize("query", ["%%%", "。，", "a", "𠮷", "\\u0000", "第0条", "“”", "一" * 300, "<img src=x>"])
def test_odd_queries_do_no_harm(visit: Visit, query: str) -> None:
    page = visit(search(query))
    expect(page.locator("#tally")).to_have_text(re.compile("没有找到|处"))


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit("/search/")
    page.locator("#q").focus()
    page.keyboard.type("电动自行车")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.closest('.hit')?.className"))
        if seen[-1] == "hit":
            break
    assert {"status", "kind", "year", "issuer", "hit"} <= set(seen)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/doc/[^?]*#"))
    expect(page.locator(".text mark").first).to_be_in_viewport()


def test_another_script_takes_the_question_along(visit: Visit) -> None:
    page = visit(search("电动自行车"))
    page.locator("[name=kind]:not(:disabled)").first.check()
    page.wait_for_url(re.compile("kind="))
    found = tally(page)
    page.locator(".scripts summary").click()
    page.locator(".scripts a[hreflang=zh-Hant-TW]").click()
    expect(page.locator(".hit mark").first).to_have_text("電動自行車")
    assert re.findall("[0-9]+", tally(page)) == re.findall("[0-9]+", found)


def test_without_script_the_page_leads_to_the_indices(visit: Visit) -> None:
    page = visit("/search/", java_script_enabled=False)
    assert page.get_by_text("须从网站打开本页，并允许脚本").is_visible()
    page.get_by_role("link", name="文号", exact=True).click()
    page.wait_for_url(re.compile("/by/docno/$"))


def test_a_script_that_does_not_come_is_told_when_waiting_is_vain(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.route("**/query.js*", lambda route: route.abort())
    held = "document.getAnimations().forEach((each) => each.pause())"  # so that the test alone says how late it is
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {held})")
    page.goto(address + search("管理"))
    told = page.locator(".late")
    assert not told.is_visible()  # nor over a line on which it takes seconds
    page.evaluate("document.querySelector('.late').getAnimations()[0].currentTime = 4900")
    assert not told.is_visible()
    page.evaluate("document.querySelector('.late').getAnimations()[0].finish()")
    expect(told).to_contain_text("网络慢时请稍候，或重新载入")
    page.close()


def test_a_failure_is_said_and_can_be_tried_again(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.route("**/search/data/**", lambda route: route.abort())
    page.goto(address + search("管理"))
    expect(page.locator("#tally")).to_contain_text("检索没有完成")
    page.unroute("**/search/data/**")
    page.locator("#q").press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", [search("管理"), search("绝无此语之词"), search("電動自行車", "zh-hk/"), "/search/"])
def test_axe_finds_nothing_on_results(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width, color_scheme="dark" if width < 1000 else "light")
    page.wait_for_load_state("networkidle")
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_query_costs_little(chromium: Browser, address: str) -> None:
    for query in ("管理", "云州市历史文化街区保护办法", "第十二条"):
        context = chromium.new_context()
        page = context.new_page()
        network, sizes = context.new_cdp_session(page), list[int]()
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        page.goto(address + search(query))
        expect(page.locator(".of").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert sum(sizes) < 100_000, query
        context.close()


ROUNDS = """async (query) => {
  const { Index } = await import("/_static/query.js");
  const index = await new Index("/search/data/", "zh-Hans").open(), { fetch } = window;
  let waiting = [], under = 0, rounds = 0;
  window.fetch = (...of) => new Promise((go) => waiting.push(() => go(fetch(...of).finally(() => { under -= 1; }))));
  const timer = setInterval(() => {
    if (under || !waiting.length) return;
    rounds += 1;
    under = waiting.length;
    waiting.splice(0).forEach((go) => go());
  }, 200);
  const { documents } = await index.candidates(query);
  await Promise.all(documents.slice(0, 3).map(([, numbers]) => index.read(numbers[0])));
  clearInterval(timer);
  return [documents.length, rounds];
}"""


def test_a_query_waits_for_few_answers_one_behind_the_other(visit: Visit) -> None:
    """For the lists of its bigrams, for the names of the files of texts, for these."""
    documents, rounds = visit("/search/").evaluate(ROUNDS, "云州市人民政府")
    assert documents > 3
    assert rounds == 3


# ---- what hosts do, and long lists ----


@pytest.fixture
def plain_host(site: Path) -> Iterator[str]:
    """Serve the site from a host that compresses nothing."""

    class Plain(Files):
        do_GET = SimpleHTTPRequestHandler.do_GET  # noqa: N815  the name that http.server asks for

    with serving(site, Plain) as at:
        yield at


def test_a_host_may_pack_or_not(plain_host: str, visit: Visit) -> None:
    expect(visit(search("管理"), at=plain_host).locator(".hit").first).to_be_visible()


def test_a_host_may_unpack(chromium: Browser, address: str, site: Path) -> None:
    """A host that takes .gz for an encoding of its own sends it so, and the browser has unpacked it."""
    page = chromium.new_page()

    def answer(route: Any) -> None:
        path = site / route.request.url.removeprefix(address).lstrip("/")
        route.fulfill(body=path.read_bytes(), headers={"Content-Encoding": "gzip"})

    page.route("**/*.gz", answer)
    page.goto(address + search("管理"))
    expect(page.locator(".hit").first).to_be_visible()
    page.close()


def test_what_is_not_read_yet_is_not_said_to_be_missing(chromium: Browser, address: str) -> None:
    """Lists as long as if their first part were not read before the sixth time."""
    page, script = chromium.new_page(), (THEME / "query.js").read_text("utf-8")
    short = script.replace("const BLOCKS = 2;", f"const BLOCKS = {2**-5};")
    assert short != script
    page.route("**/query.js*", lambda route: route.fulfill(body=short, content_type="text/javascript"))
    page.goto(address + search("消防车通道"))
    expect(page.locator("#tally")).to_have_text("暂未找到，可继续查找更早的文件")
    page.locator("#more").click()
    expect(page.locator(".hit mark").first).to_have_text("消防车通道")
    page.close()


def test_long_lists_are_read_in_parts(visit: Visit, site: Path) -> None:
    folder = site / "search" / "long"
    rng, postings = random.Random(9), Postings(SPAN)  # noqa: S311 - a seed is wanted
    every = list(range(1, 40_000))
    both = [number for number in every if rng.random() < 0.3]
    postings.add(run({"条例": every, "例草": both, "条例" + HEADS: [0]}))
    directory = write_shards(made := Folder(folder), postings, 6144)
    keys, files = [first for first, *_ in directory], "".join(name for _, name, _ in directory)
    made.manifest("index", {"fold": "", "rank": "条例草", "keys": keys, "files": files})
    documents: dict[str, list[object]] = {key: [""] for key in ("kind", "day", "turns")}
    documents |= {"span": [625], "ended": [], "issuers": [[]], "names": []}
    texts = {"script": 0, "forms": "", "leaves": "", "firsts": [0], "days": [""], "documents": documents}
    made.manifest("records-zh-Hans", texts)
    answers = visit("/search/").evaluate(
        """async () => {
          const { Index } = await import("/_static/query.js");
          const index = await new Index("/search/long/", "zh-Hans").open();
          const all = [["条例", 2], ["条例", 99], ["条例草", 1], ["条例草", 99]];
          return Promise.all(all.map(([query, blocks]) => index.candidates(query, blocks)));
        }"""
    )
    first, whole, some, every_ = answers
    assert (first["numbers"], first["more"]) == ([0, *every[-len(first["numbers"]) + 1 :]], True)
    assert 8192 < len(first["numbers"]) <= 1 + 2 * 8192
    assert (whole["numbers"], whole["more"]) == ([0, *every], False)
    assert some["numbers"] == both[-len(some["numbers"]) :] != []
    assert some["more"] is True
    assert (every_["numbers"], every_["more"]) == (both, False)


YEARS = 16
"""Of a corpus whose every year fills a leaf, and a part of a long list."""
OF_A_YEAR = """async (year) => {
  const { Index } = await import("/_static/query.js");
  const index = await new Index("/search/years/", "zh-Hans").open(), { fetch } = window;
  const files = new Set();
  window.fetch = (address) => { files.add(address); return fetch(address); };
  let found = await index.candidates("条例"), wanted = [];
  const [newest, range] = [files.size, index.documents.range([year])];
  const fits = ([at]) => index.documents.at(at).day.startsWith(year);
  while (!(wanted = found.documents.filter(fits)).length && found.more) {
    found = await index.candidates("条例", found.blocks * 2, range);
  }
  window.fetch = fetch;
  return [newest, files.size, wanted.length];
}"""


def test_a_year_long_past_is_found_without_the_years_since(visit: Visit, site: Path) -> None:
    made, postings = Folder(site / "search" / "years"), Postings(SPAN)
    size = 1024 * SPAN
    postings.add(run({"条例": [number for number in range(1, YEARS * size, 8) if number % SPAN]}))
    directory = write_shards(made, postings, 6144)
    keys, files = [first for first, *_ in directory], "".join(name for _, name, _ in directory)
    made.manifest("index", {"fold": "", "rank": "条例", "keys": keys, "files": files})

    def leaf(year: int) -> dict[str, Any]:
        columns = {"kind": "", "day": f"{year}-05-01", "turns": "", "issuers": [], "span": 1}
        return {key: [value] * 1024 for key, value in columns.items()} | {"ended": [], "names": []}

    years = range(2010, 2010 + YEARS)
    leaves = [made.add(json.dumps(leaf(year)).encode()) for year in years[:-1]]
    texts = {"script": 0, "forms": "", "leaves": "".join(leaves), "documents": leaf(years[-1])}
    texts |= {"firsts": [size * at for at in range(YEARS)], "days": [f"{year}-05-01" for year in years]}
    made.manifest("records-zh-Hans", texts)
    newest, fetched, documents = visit("/search/").evaluate(OF_A_YEAR, "2011")
    assert documents > 100
    assert newest < fetched <= newest + 6  # parts of the list, and leaves, of the year and of those beside it
