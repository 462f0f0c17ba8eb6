"""The resolver: data for the browser, and Chromium that asks it."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from gazette.pages.resolver import SHARD, Entry, entries, shard_of, shards
from tests.conftest import serving
from tests.lawproject import ORDER, RULE, Project, new


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


@pytest.fixture(scope="module")
def site(project: Project) -> Iterator[str]:
    with serving(project.output) as address:
        yield f"{address}/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.set_default_timeout(10_000)
    yield page
    page.close()


FOUND = [
    ("云政发〔2024〕3号第三条第二款", f"{RULE}/#a3-k2"),
    ("云政发[2024]第3号 第3条第2款", f"{RULE}/#a3-k2"),
    ("雲政發（２０２４）３號第三條第二款", f"{RULE}/#a3-k2"),
    ("云政发〔2024〕3号3条2款", f"{RULE}/#a3-k2"),
    ("云政发〔2024〕3号第三条第（二）项", f"{RULE}/#a3-k1-x2"),
    ("云政发〔2024〕3号第三条第一款第二项第1目", f"{RULE}/#a3-k1-x2-m1"),
    ("云政发〔2024〕3号第二章", f"{RULE}/#c2"),
    ("云政发〔2024〕3号", f"{RULE}/"),
    ("《云州市城市养犬管理办法（试行）》第三条", f"{RULE}/#a3"),
    ("《云州市城市养犬管理办法(试行)》（云政发〔2024〕3号）第3条", f"{RULE}/#a3"),
    ("雲州市城市養犬管理辦法（試行）第2條", f"{RULE}/#a2"),
    ("云州市人民政府令第58号第一条之一", f"{ORDER}/#a1z1"),
    ("云州市人民政府第五十八号令", f"{ORDER}/"),
    ("《中华人民共和国动物防疫法》第三十条", "law/dongwufangyifa/#a30"),
    ("动物防疫法", "law/dongwufangyifa/"),
    ("云政办发〔2025〕7号附件", "doc/yunzhengbanfa/2025/7/#f1"),
    ("云政办发〔2025〕7号附件一", "doc/yunzhengbanfa/2025/7/#f1"),
    ("云政办发〔2025〕7号附錄一", "doc/yunzhengbanfa/2025/7/#f1"),
    ("云政发〔二〇二四〕三号", f"{RULE}/"),
    ("雲政發（二○二四）第三號第三條第二款", f"{RULE}/#a3-k2"),
    ("云政发【2024】三号", f"{RULE}/"),
    ("云政发{2024}3号", f"{RULE}/"),
    ("（云政发〔2024〕3号）", f"{RULE}/"),
    ("城市养犬管理办法（云政发〔2024〕3号）第3条", f"{RULE}/#a3"),
    ("云政发〔2024〕3号第三条第二款的规定。", f"{RULE}/#a3-k2"),
    ("云州市人民政府关于印发云州市城市养犬管理办法（试行）的通知 云政发〔2024〕3号 第三条", f"{RULE}/#a3"),
    ("第三条 云政发〔2024〕3号", f"{RULE}/"),
    ("云政发2024-3", f"{RULE}/"),
    ("云政发2024年3号第3条", f"{RULE}/#a3"),
    ("云政发 2024 3", f"{RULE}/"),
    ("云政发[2024]3", f"{RULE}/"),
    ("云州市人民政府令58号第一条之一", f"{ORDER}/#a1z1"),
    ("云州市人民政府58号令", f"{ORDER}/"),
    ("云州市人民政府令58", f"{ORDER}/"),
    ("云州市人民政府令第58第一条", f"{ORDER}/#a1"),
    ("YZCR-2024-0010003", f"{RULE}/"),
    ("ｙｚｃｒ－２０２４－００１０００３", f"{RULE}/"),
    ("YZCR 2024 — 0010003 第三条第2款", f"{RULE}/#a3-k2"),
    ("（備案號：YZCR—2024—0010003）", f"{RULE}/"),
]


@pytest.mark.parametrize(("query", "address"), FOUND, ids=[query for query, _ in FOUND])
def test_a_question_leads_to_the_place(page: Page, site: str, query: str, address: str) -> None:
    page.goto(f"{site}cite/?q={quote(query)}")
    page.wait_for_url(lambda url: "/cite/" not in url)
    assert page.url == site + address


def test_an_annex_is_found_by_what_its_heading_prints(page: Page, tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(
        "doc/yunzhengbanfa/2025/7",
        "一、爱护环境。",
        "一、爱护环境。\n\n{#f1-dup2 .annex}\n## 附录一　标准\n\n"
        "{#f1-dup2-h1 .item}\n一、使用牵引带。\n\n{#f2 .annex}\n## 附：　名单\n\n甲。",
    )
    with serving(project.build().output) as address:
        for words, anchor in [("附件", "f1"), ("附錄1", "f1-dup2"), ("附录一第一部分", "f1-dup2-h1"), ("附件2", "f2")]:
            page.goto(f"{address}/cite/?q={quote('云政办发〔2025〕7号' + words)}")
            page.wait_for_url(lambda url: "/cite/" not in url)
            assert page.url == f"{address}/doc/yunzhengbanfa/2025/7/#{anchor}"


NEAR = [
    ("云州市城市养犬管理办法第三条", "没有完全相符的。相近的有：", [f"{RULE}/#a3"]),
    ("城市养犬管理办法第3条第2款", "没有完全相符的。相近的有：", [f"{RULE}/#a3-k2"]),
    ("58号令", "没有完全相符的。相近的有：", [f"{ORDER}/"]),
    ("云州市城市养犬条例", "没有完全相符的。相近的有：", [f"{RULE}/#enclosed"]),
    ("加强文明养犬的工作意见", "没有完全相符的。相近的有：", ["doc/yunzhengbanfa/2025/7/"]),
    ("云政发〔2024〕4号", "没有完全相符的。相近的有：", [f"{RULE}/"]),
    ("云政发〔2024〕3号第三条第九款", "该文件没有所引的条款：第三条第九款", [f"{RULE}/#a3"]),
    ("雲政發〔2024〕3號 第 3 條第９款", "该文件没有所引的条款：第3條第９款", [f"{RULE}/#a3"]),
    ("YZCR-2024-0010004", "没有完全相符的。相近的有：", [f"{RULE}/"]),
    ("YZCR-2024-0010003第九条", "该文件没有所引的条款：第九条", [f"{RULE}/"]),
    ("完全没有的东西", "没有找到。", []),
]


@pytest.mark.parametrize(("query", "words", "addresses"), NEAR, ids=[query for query, *_ in NEAR])
def test_without_an_answer_the_neighbours_are_shown(
    page: Page, site: str, query: str, words: str, addresses: list[str]
) -> None:
    page.goto(f"{site}cite/?q={quote(query)}")
    expect(page.locator("#cite-answer")).to_contain_text(words)
    links = page.eval_on_selector_all("#cite-choices a", "links => links.map((a) => a.href)")
    assert links[: len(addresses)] == [site + address for address in addresses]
    assert bool(links) == bool(addresses)
    assert page.get_by_role("link", name="全文检索").count() == 1


def test_a_filing_number_of_two_documents_leaves_the_choice(page: Page, tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(ORDER, "kind: order\n", "kind: order\nfiling_no: YZCR-2024-0010003\n")
    with serving(project.build().output) as address:
        page.goto(f"{address}/cite/?q=YZCR-2024-0010003第一条")
        expect(page.locator("#cite-answer")).to_contain_text("找到不止一处：")
        links = page.eval_on_selector_all("#cite-choices a", "links => links.map((a) => a.href)")
        assert links[:2] == [f"{address}/{RULE}/#a1", f"{address}/{ORDER}/#a1"]


def test_nothing_is_asked_without_a_question(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}cite/")
    assert not [url for url in asked if url.endswith(".json")]
    assert page.inner_text("#cite-answer") == ""


def test_the_form_asks_the_page_itself(page: Page, site: str) -> None:
    page.goto(f"{site}cite/")
    page.fill("#cite-q", "云政发〔2024〕3号第二条")
    page.press("#cite-q", "Enter")
    page.wait_for_url(f"{site}{RULE}/#a2")


def test_names_are_found_in_the_shard_of_their_key(project: Project) -> None:
    found = entries(project.law.graph)
    files = shards(found * SHARD)
    count = json.loads(files["names.json"])["shards"]
    assert count == len(files) - 1 > 1
    for entry in found:
        rows = json.loads(files[f"{shard_of(entry.key, count)}.json"])
        assert [entry.key, entry.label, entry.path, entry.anchor, int(entry.exact)] in rows


def test_what_is_only_cited_is_offered_with_the_number_that_may_be_like_the_one_asked_for(project: Project) -> None:
    outside = {entry.label for entry in entries(project.law.graph) if entry.path.startswith("law/")}
    assert outside >= {"《云州市养犬规定》（云政发〔2015〕8号，未收录）", "《云海省养犬管理条例》（未收录）"}


def test_names_of_a_thousand_documents_spread_over_the_shards() -> None:
    made = [
        Entry(f"云州市人民政府关于印发{chr(0x4E00 + n)}{chr(0x5E00 + n)}办法的通知", "", "", "", exact=True)
        for n in range(2000)
    ]
    files = shards(made)
    assert len(files) == 11
    assert max(map(len, files.values())) < 30_000


def test_the_table_of_characters_holds_those_of_the_names(project: Project) -> None:
    fold = json.loads((project.output / "cite" / "names.json").read_text("utf-8"))["fold"]
    assert {"雲云", "發发", "養养", "辦办"} <= {fold[at : at + 2] for at in range(0, len(fold), 2)}
    assert "漢汉" not in fold


def test_stale_shards_are_removed(tmp_path: Path) -> None:
    project = new(tmp_path).build()
    (project.output / "cite" / "7.json").write_text("[]", "utf-8")
    project.build()
    assert sorted(path.name for path in (project.output / "cite").glob("*.json")) == ["0.json", "names.json"]
