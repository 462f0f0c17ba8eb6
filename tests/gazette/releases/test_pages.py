"""Three releases of a small corpus: their pages of changes on known edits, the feed, the menu and the banner."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree, html
from playwright.sync_api import Page

from gazette.pages.contexts import FILTERS
from gazette.releases import feed
from gazette.releases.changes import changes
from gazette.releases.history import Edition, Held, History
from gazette.releases.texts import parse
from gazette.releases.views import release_view
from tests import lawproject
from tests.audit import shifts, violations_everywhere
from tests.conftest import Visit, serving
from tests.lawproject import OPINION, ORDER, RULE
from tests.releaseproject import BASE, FIRST, RELEASES, SECOND, THIRD, publish_three

RENAMED = "doc/yunzhengbanfa/2025/17"
CHANGED = f"changes/{FIRST}/yunzhengfa-2024-3"
SUCCESSION = "compare/yunzhengfa-2024-3/yunzhoushirenminzhengfuling-58"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the three releases."""
    return publish_three(tmp_path_factory.mktemp("releases"))


def find(shelf: Path, page: str, xpath: str) -> list[Any]:
    """Give what an XPath finds on a page."""
    return cast(list[Any], html.document_fromstring((shelf / page / "index.html").read_text("utf-8")).xpath(xpath))


def said(shelf: Path, page: str, xpath: str) -> list[str]:
    """Give the words of what an XPath finds, without spaces."""
    return [re.sub(r"[ \n]+", "", found.text_content()) for found in find(shelf, page, xpath)]


# ---- what is told of a release ----


def test_a_release_tells_what_it_has_otherwise_than_the_one_before(shelf: Path) -> None:
    page = f"v/{SECOND}/changes"
    assert said(shelf, page, "//h2[@class='sec']/text()/..")[:2] == ["增加1件", "修改1件"]
    added, changed = find(shelf, page, "//main//ul/li")[:2]
    assert [a.get("href") for a in added.iter("a")] == [f"../{ORDER}/"]
    assert [a.get("href") for a in changed.iter("a")] == [f"../{RULE}/", f"{FIRST}/yunzhengfa-2024-3/"]
    assert "文字、条序、著录、版式有变动" in changed.text_content()


def test_a_release_is_compared_with_any_earlier_one(shelf: Path) -> None:
    assert said(shelf, f"changes/{SECOND}", "//h2[@class='sec']") == ["更名1件", "各版订阅"]
    assert said(shelf, f"changes/{FIRST}", "//h2[@class='sec']") == ["增加1件", "修改1件", "更名1件", "各版订阅"]
    assert said(shelf, "changes", "//h1//*[@class='sub']") == ["本版2026.11　2026-11-21　收录3件"]
    assert said(shelf, f"v/{FIRST}/changes", "//main//p") == ["这是第一个版本。"]


def test_the_same_is_there_as_data(shelf: Path) -> None:
    told = json.loads((shelf / f"changes/{FIRST}.json").read_text("utf-8"))
    assert (told["from"], told["to"]) == (FIRST, THIRD)
    assert [row["id"] for row in told["added"]] == ["yunzhoushirenminzhengfuling/58"]
    assert [(row["id"], row["matters"], row["page"]) for row in told["changed"]] == [
        ("yunzhengfa/2024/3", ["words", "numbers", "facts", "typography"], f"{CHANGED}/")
    ]
    assert [(row["from"], row["id"]) for row in told["renamed"]] == [("yunzhengbanfa/2025/7", "yunzhengbanfa/2025/17")]
    found = json.loads((shelf / CHANGED / "difference.json").read_text("utf-8"))
    edits = [p for row in found["rows"] for line in row["lines"] for p in line["pieces"] if p[0] == "edit"]
    assert edits == [
        ["edit", "", "、家庭"],
        ["edit", "五", "十"],
        ["edit", "", "犬只死亡的，养犬人应当在三十日内注销登记。"],
    ]


def test_only_what_changed_has_a_page(shelf: Path) -> None:
    pages = {path.parent.relative_to(shelf).as_posix() for path in (shelf / "changes").rglob("index.html")}
    slug = RENAMED.removeprefix("doc/").replace("/", "-")
    assert pages == {"changes", f"changes/{FIRST}", f"changes/{SECOND}", CHANGED, f"changes/{SECOND}/{slug}"}


def test_a_release_carries_the_whole_history_on(shelf: Path) -> None:
    history = History.parse((shelf / "texts.json").read_text("utf-8"))
    assert tuple(release.name for release in history.releases) == RELEASES
    assert [version.since for version in history.documents["yunzhengfa/2024/3"]] == [FIRST, SECOND]
    assert history.documents["yunzhengbanfa/2025/7"][-1].held is None


# ---- a comparison ----


def test_known_edits_are_marked_where_they_are(shelf: Path) -> None:
    rows = find(shelf, CHANGED, "//div[@class='texts' or contains(@class, 'row')][contains(@class, 'row')]")
    told = ["".join(row.xpath(".//*[contains(@class, 'both')]")[0].itertext()) for row in rows]
    assert [words[:3] for words in told] == ["第二条", "第三条", "第四条", "第四条", "第五条"]
    assert said(shelf, CHANGED, "//*[@class='both']//ins[not(a)][not(b)]") == [
        "、家庭",
        "十",
        "犬只死亡的，养犬人应当在三十日内注销登记。",
    ]
    assert said(shelf, CHANGED, "//*[@class='both']//del[not(@class)][not(b)]") == ["五"]
    assert said(shelf, CHANGED, "//*[@class='old']//*[@class='typo'] | //*[@class='new']//*[@class='typo']") == [
        "，",
        ",",
    ]
    assert said(shelf, CHANGED, "//*[@class='gap']") == ["第一条未变"]
    assert said(shelf, CHANGED, "//section[@class='texts']/*[@class='chapter']") == ["第二章　登记"]


def test_records_are_compared_with_dates_as_people_write_them(shelf: Path) -> None:
    (row,) = find(shelf, CHANGED, "//section[contains(@class, 'record')]//tbody/tr")
    assert [cell.text for cell in row][:2] == ["废止依据", "—"]
    assert FILTERS["dates"]("2026-04-30") == "2026年4月30日"
    assert FILTERS["dates"]("云政发〔2026〕4号") == "云政发〔2026〕4号"


def test_both_sides_hold_their_own_words(shelf: Path) -> None:
    for folder, side in ((f"v/{FIRST}", "old"), ("", "new")):
        text = parse((shelf / folder / RULE / "text.json").read_text("utf-8"))
        lines = {line.text for unit in text.units for line in unit.lines}
        shown = [
            p for p in find(shelf, CHANGED, f"//div[contains(@class, 'row')]//p[@class='{side}']") if len(p) or p.text
        ]
        assert shown
        for paragraph in shown:
            words = "".join(paragraph.itertext())
            assert any(words.endswith(line) for line in lines), words


def test_both_versions_are_linked_at_their_places(shelf: Path) -> None:
    links = find(shelf, CHANGED, "//div[contains(@class, 'row')]//p[@class='old' or @class='new']//a")
    targets = {link.get("href") for link in links}
    assert f"{BASE}v/{FIRST}/{RULE}/#a5" in targets
    assert f"../../../{RULE}/#a6" in targets
    for target in targets:
        path, _, anchor = target.partition("#")
        page = shelf / (path.removeprefix(BASE) if path.startswith(BASE) else f"{RULE}/")
        assert f'id="{anchor}"' in (page / "index.html").read_text("utf-8"), target


def test_documents_that_follow_one_another_are_compared(shelf: Path) -> None:
    assert said(shelf, SUCCESSION, "//h1/span")[0] == "云州市城市养犬管理办法（试行）"
    labels = [f"{link.text}" for link in find(shelf, ORDER, "//ul[@class='actions']//a[contains(@href, 'compare')]")]
    assert labels == ["与旧文件云政发〔2024〕3号对照"]
    assert said(shelf, RULE, "//ul[@class='actions']//li/details/ul//a") == [
        "与新文件云州市人民政府令第58号对照",
        f"与{FIRST}版对照",
    ]


def test_a_build_that_is_no_release_compares_documents_only(tmp_path: Path) -> None:
    project = lawproject.new(tmp_path).build()
    assert (project.output / SUCCESSION / "index.html").exists()
    assert not any((project.output / name).exists() for name in ("changes", "feed.xml", "texts.json"))
    assert "release.js" not in project.page(RULE)
    assert not list(project.output.rglob("text.json"))


def test_what_is_gone_is_taken_away(tmp_path: Path) -> None:
    project = lawproject.new(tmp_path).build()
    (project.output / OPINION / "text.json").touch()
    project.edit(ORDER, "《云州市城市养犬管理办法（试行）》（云政发〔2024〕3号）同时废止。", "")
    project.records[ORDER.removeprefix("doc/")] = {}
    (project.source / f"{OPINION}.md").unlink()
    project.records.pop(OPINION.removeprefix("doc/"))
    project.build()
    assert not list(project.output.glob("compare/**/*"))
    assert not (project.output / OPINION / "text.json").exists()


def test_nothing_is_inline(shelf: Path) -> None:
    for page in ("changes", CHANGED, SUCCESSION, RULE):
        inline = "//style | //*[@style] | //script[not(@src or @type='application/ld+json')] | //*[@onclick]"
        assert find(shelf, page, inline) == []


# ---- the feed ----

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}


def test_the_feed_is_atom(shelf: Path) -> None:
    feed = etree.parse(shelf / "feed.xml").getroot()
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for element in (feed, *feed.findall("a:entry", ATOM)):  # RFC 4287, 4.1.1 and 4.1.2: what must be there, once
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
        assert element.findall("a:link[@rel='alternate']", ATOM)
    moments = [entry.findtext("a:updated", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert moments == ["2026-11-21T00:00:00+08:00", "2026-10-31T00:00:00+08:00", "2026-09-30T00:00:00+08:00"]
    assert feed.findtext("a:updated", "", ATOM) == moments[0]
    ids = [entry.findtext("a:id", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert ids == [f"{BASE}v/{release}/" for release in reversed(RELEASES)]


def test_the_feed_tells_what_each_release_changed_and_leads_there(shelf: Path) -> None:
    entries = etree.parse(shelf / "feed.xml").getroot().findall("a:entry", ATOM)
    verbs = [[(row.text or "")[:2] for row in entry.iterfind(".//h:li", ATOM)] for entry in entries]
    assert verbs == [["更名"], ["增加", "修改"], []]
    for link in (a.get("href", "") for entry in entries for a in entry.iterfind(".//h:a", ATOM)):
        assert (shelf / link.removeprefix(BASE) / "index.html").exists(), link


def test_reports_of_one_title_are_told_apart_by_their_days() -> None:
    ids = [f"zhengfugongzuobaogao/{day}" for day in ("2020-05-12", "2022-12-26")]
    now = {id_: Held(id_, id_, "政府工作报告", None) for id_ in ids}
    days = ["2020年5月12日", "2022年12月26日"]
    empty = History().extended(Edition(FIRST, "2026-09-30"), {})
    told = feed.entries(empty.extended(Edition(SECOND, "2026-10-31"), now), {})[0].documents
    assert [each.name for each in told] == [f"《政府工作报告》（{day}）" for day in days]
    view = release_view(empty.releases[0], changes({}, now, {}), {}, now, {})
    assert [each.mark for each in view.added] == days


# ---- in a browser ----


@pytest.fixture(scope="module")
def address(shelf: Path) -> Iterator[str]:
    """Serve the releases in a folder of a host, as they may well stand."""
    with serving(shelf.parent) as host:
        yield f"{host}/{shelf.name}/"


def filled(page: Page) -> None:
    """Wait until the menu of releases is filled, which it is once releases.json has come."""
    page.wait_for_selector(".versions li b", state="attached")


@pytest.fixture
def opened(visit: Visit) -> Visit:
    """Open pages; with script, until the menu of releases is filled."""

    def go(path: str, **options: Any) -> Page:
        page = visit(path, **options)
        if options.get("java_script_enabled", True):
            filled(page)
        return page

    return go


def offered(page: Page) -> dict[str, str]:
    """Give the releases that the menu offers, with their addresses."""
    page.locator(".versions > summary").click()
    return {
        link.locator("b").inner_text(): str(link.evaluate("a => a.href"))
        for link in page.locator(".versions li a:has(b)").all()
    }


def test_every_page_offers_its_other_releases_at_the_same_place_and_in_the_same_script(
    opened: Visit, address: str
) -> None:
    page = opened(f"zh-tw/{RULE}/#a3")
    assert offered(page) == {
        THIRD: f"{address}zh-tw/{RULE}/#a3",
        SECOND: f"{address}v/{SECOND}/zh-tw/{RULE}/#a3",
        FIRST: f"{address}v/{FIRST}/zh-tw/{RULE}/#a3",
    }
    assert page.locator(".versions [aria-current]").inner_text().startswith(THIRD)
    page.get_by_role("link", name=FIRST).click()
    page.wait_for_url(f"**/v/{FIRST}/zh-tw/{RULE}/#a3")
    filled(page)
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert offered(page)[SECOND] == f"{address}v/{SECOND}/zh-tw/{RULE}/#a3"


def test_a_page_is_not_offered_in_releases_before_its_first(opened: Visit) -> None:
    assert list(offered(opened(f"v/{SECOND}/{ORDER}/"))) == [THIRD, SECOND]


def test_what_one_release_alone_tells_is_offered_in_no_other(opened: Visit, address: str) -> None:
    page = opened(f"v/{SECOND}/changes/{FIRST}/")
    assert list(offered(page)) == [SECOND]
    assert page.locator("#release a").evaluate("a => a.href") == f"{address}changes/"


def test_an_old_page_says_so_and_leads_to_the_newest(opened: Visit, address: str) -> None:
    page = opened(f"v/{SECOND}/zh-hk/{RULE}/#a4")
    banner = page.locator("#release")
    assert banner.inner_text().split() == ["這是2026.10版，已有更新的版本。", "看最新版", THIRD]
    page.evaluate("location.hash = 'a2'")
    banner.get_by_role("link").click()
    page.wait_for_url(f"{address}zh-hk/{RULE}/#a2")
    assert page.locator("#release").is_hidden()


def test_the_frozen_copy_of_the_newest_is_no_old_page(opened: Visit) -> None:
    words = opened(f"v/{THIRD}/{RULE}/").locator("#release").inner_text()
    assert words.startswith(f"这是{THIRD}版的存档。")


def test_what_is_cited_from_a_frozen_page_is_that_page(opened: Visit, address: str) -> None:
    frozen = f"v/{FIRST}/{RULE}/"
    for path, cited in ((frozen, address + frozen), (f"{RULE}/", f"{BASE}{RULE}/")):
        page = opened(f"{path}#a3")
        page.locator(".actions summary", has_text="引用").click()
        assert page.locator("#link").inner_text() == f"{cited}#a3"


def test_links_to_earlier_releases_hold_in_every_script_and_release(opened: Visit, address: str) -> None:
    for tree, script in ((f"v/{SECOND}/zh-tw/", "zh-tw/"), ("", "")):
        page = opened(f"{tree}changes/{FIRST}/yunzhengfa-2024-3/")
        old = page.locator(".pair.head .old a")
        assert old.evaluate("a => a.href") == f"{address}v/{FIRST}/{script}{RULE}/"
        page.goto(str(old.evaluate("a => a.href")))
        assert page.locator("#a5").count() == 1


def test_the_views_change_without_script(opened: Visit) -> None:
    page = opened(f"{CHANGED}/", java_script_enabled=False)
    old, both = page.locator(".row .old").first, page.locator(".row .both").first
    assert (old.is_visible(), both.is_visible()) == (True, False)
    page.get_by_label("逐字合并").check()
    assert (old.is_visible(), both.is_visible()) == (False, True)
    assert not page.locator(".both del.typo").last.is_visible()
    page.get_by_label("显示版式差异").check()
    assert page.locator(".both del.typo").last.is_visible()


def test_without_script_a_page_leads_to_the_list_of_releases(opened: Visit) -> None:
    page = opened(f"v/{FIRST}/{RULE}/", java_script_enabled=False)
    page.locator("footer").get_by_role("link", name="版本与变动").click()
    assert page.locator("h1").inner_text().split()[:3] == ["版本与变动", "本版", FIRST]


@pytest.mark.parametrize("script", ["", "zh-hk/"])
def test_without_script_a_page_says_where_the_newest_is(opened: Visit, script: str) -> None:
    page = opened(f"v/{FIRST}/{script}{RULE}/", java_script_enabled=False)
    edition = page.locator(".edition")
    assert edition.is_visible()
    assert edition.locator("a.canonical").get_attribute("href") == f"{BASE}{script}{RULE}/"
    assert page.locator("link[rel=canonical]").get_attribute("href") == f"{BASE}{script}{RULE}/"


def test_what_one_release_alone_tells_promises_no_newest(opened: Visit) -> None:
    page = opened(f"v/{SECOND}/changes/{FIRST}/", java_script_enabled=False)
    assert page.locator(".edition a").evaluate_all("links => links.length") == 1


def test_paper_names_the_release(opened: Visit) -> None:
    page = opened(f"{RULE}/")
    assert not page.locator(".edition").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".edition").inner_text() == "版本：2026.11（2026-11-21）"


def test_on_a_phone_the_versions_are_stacked_and_nothing_sticks_out(opened: Visit, address: str) -> None:
    page = opened(f"{CHANGED}/", width=390)
    row = page.locator(".row .pair.edit").first
    old, new = (row.locator(f".{side}").bounding_box() for side in ("old", "new"))
    assert old
    assert new
    assert old["y"] + old["height"] <= new["y"]
    for path in (f"{CHANGED}/", f"{SUCCESSION}/", "changes/", f"v/{FIRST}/{RULE}/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1280])
def test_the_banner_moves_nothing(opened: Visit, width: int) -> None:
    assert shifts(opened(f"v/{FIRST}/{RULE}/", width=width)) == 0


@pytest.mark.parametrize("path", ["changes/", f"{CHANGED}/", f"{SUCCESSION}/", f"v/{FIRST}/zh-tw/{RULE}/"])
def test_axe_finds_nothing(opened: Visit, path: str) -> None:
    page = opened(path)
    if page.locator("[name=typography]").count():
        page.locator("[name=typography]").check()
    page.locator(".versions > summary").click()
    assert violations_everywhere(page) == []
