"""The shape of pages: what HTML is made of a document, and how pages lead to each other."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from lxml import etree

from gazette.addresses import Addresses
from gazette.corpus import Document, corpus
from gazette.corpusfile import CorpusError, load
from gazette.law.graph import Graph, Source
from gazette.law.names import Outside
from gazette.law.records import Page
from gazette.law.standing import standing
from gazette.pages.network import network
from gazette.pages.periods import ROWS, periods
from gazette.pages.titles import Title, pieces, split
from tests.frontmatter import corpus as front_matter_corpus
from tests.linkcheck import OTHER_STEPS, Site
from tests.webproject import ISSUE, OPINION, PROJECT, RULE, Project, new


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("html")).build()


def test_builds_without_a_word(project: Project) -> None:
    assert project.warnings == ""


def test_every_link_has_its_target(project: Project) -> None:
    assert [str(broken) for broken in Site(project.output, OTHER_STEPS).broken()] == []


ANCHORS = (
    "title docno filing addressee signature date enclosed c1 a1 a1-k1 a2 a2-k1 a2-k1-x1 a2-k1-x1-m1 a2-k1-x1-m2 "
    "a2-k1-x2 a2-k2 c2 c2-s1 a3 a3-k1 a3z1 a3z1-k1 f1 f1-h1 f1-h1-1 f1-h1-2 printed note"
)


@pytest.mark.parametrize("anchor", ANCHORS.split(" "))
def test_every_anchor_stands_once(project: Project, anchor: str) -> None:
    assert len(project.find(RULE, f"//*[@id='{anchor}']")) == 1


def test_an_article_holds_its_paragraphs_items_and_subitems(project: Project) -> None:
    article = "//section[@id='a2']"
    assert project.texts(RULE, f"{article}/div[1]/h4/a[@href='#a2']") == ["第二条"]
    assert project.texts(RULE, f"{article}/div[@id='a2-k1']/ol/li[@id='a2-k1-x1']/ol/li/@id/..") == [
        "1. 灯杆；",
        "2. 灯具。",
    ]
    assert project.find(RULE, f"{article}/div[@id='a2-k1']/ol/li/@id") == ["a2-k1-x1", "a2-k1-x2"]
    assert project.find(RULE, f"{article}/div/@id") == ["a2-k1", "a2-k2"]


def test_the_number_runs_into_the_text(project: Project) -> None:
    assert project.texts(RULE, "//section[@id='a1']") == ["第一条　为了管好路灯，制定本办法。"]


def test_only_paragraphs_that_have_company_are_named(project: Project) -> None:
    assert project.find(RULE, "//a[@class='kuan']/@aria-label") == ["第二条第一款", "第二条第二款"]


def test_what_closes_a_text_is_no_part_of_its_last_article(project: Project) -> None:
    assert project.find(RULE, "//div[@class='text']/p[@class='printed']/@id") == ["printed"]
    assert project.find(RULE, "//div[@class='text']/p[@class='sign']/@id") == ["signature", "date"]


def test_raw_text_is_text(project: Project) -> None:
    assert project.texts(RULE, "//div[@id='a2-k2']/p") == ["管护单位应当 <b> & {role}`x` 每月巡查。"]


@pytest.mark.parametrize(
    ("page", "xpath", "texts"),
    [
        (RULE, "//h2[@id='enclosed']", ["云州市路灯管理办法"]),
        (RULE, "//h3[@id='c1']/a[@href='#c1']", ["第一章"]),
        (RULE, "//h4[@id='c2-s1']", ["第一节　施行"]),
        (RULE, "//h5/a[@href='#a3z1']", ["第三条之一"]),
        (RULE, "//div[@id='f1-h1-1']", ["（一）一级。主干道路灯。"]),
        (RULE, "//p[@id='f1-h1-2']/a", ["（二）"]),
        (OPINION, "//h2[@id='h1' and contains(@class, 'l1')]", ["一、目标"]),
        (OPINION, "//h3[@id='h1-1' and contains(@class, 'l2')]", ["（一）换灯"]),
        (OPINION, "//div[@id='h1-1-1']/h4[contains(@class, 'l3')]", ["1. 先主干道。"]),
        (OPINION, "//div[@id='h2']", ["二、保障。各区自筹。"]),
        (OPINION, "//span[@class='lead']", ["节约用电。"]),
    ],
)
def test_headings_and_numbers(project: Project, page: str, xpath: str, texts: list[str]) -> None:
    assert project.texts(page, xpath) == texts


def test_tables_lose_an_empty_head_only(project: Project) -> None:
    assert project.texts(RULE, "//table[contains(@class, 'table')]//th") == ["级别", "照度"]
    assert project.find(RULE, "//table[contains(@class, 'names')]/thead") == []
    assert project.find(RULE, "//div[@role='region']/@aria-label") == ["表1", "表2"]


def test_the_head_tells_what_the_gazette_tells(project: Project) -> None:
    facts = dict(
        zip(
            project.texts(RULE, "//dl[@class='facts']//dt"),
            project.texts(RULE, "//dl[@class='facts']//dd"),
            strict=True,
        )
    )
    assert facts == {
        "时效性": "现行有效2025年4月1日起施行，有效期至2027年3月31日",
        "发文字号": "云政发〔2025〕3号",
        "发文机关": "云州市人民政府",
        "成文日期": "2025年3月1日",
        "印发日期": "2025年3月2日",
        "备案号": "YZCR-2025-0010001",
        "主送机关": "各县区人民政府",
        "来源": "云州政报2025年第2期（总第14期）第3页；又载云州政报2025年第3期（总第15期）第1页",
    }
    unstated = "发文字号、印发日期、备案号、主送机关、施行日期、有效期"
    assert project.texts(OPINION, "//dl[@class='facts']//dd[@class='quiet']") == [unstated]
    assert project.texts(RULE, "//h1/strong") == ["云州市路灯管理办法"]


def test_a_correction_shows_what_is_printed_beside_the_text_alone(tmp_path: Path) -> None:
    project = new(tmp_path)
    page = project.source / f"{OPINION}.md"
    table = "| 路 | 灯 |\n| --- | --- |\n| 东{corr}`街<接>` | 9 |\n"
    page.write_text(f"{page.read_text('utf-8')}\n{{#h3 .heading}}\n## 三、检{{corr}}`查<杳>`\n\n{table}", "utf-8")
    project.build()
    assert project.texts(OPINION, "//td/p|//h2[@id='h3']") == ["三、检查〔公报印作“杳”〕", "东街〔公报印作“接”〕", "9"]
    assert project.texts(OPINION, "//td//small|//h2[@id='h3']/small") == ["〔公报印作“杳”〕", "〔公报印作“接”〕"]
    assert project.texts(OPINION, "//nav[@class='outline-box']//a[@href='#h3']") == ["三检查"]


def test_contents_of_a_rule_and_of_an_opinion(project: Project) -> None:
    outline = "//nav[@class='outline-box']//ol"
    assert project.find(RULE, f"{outline}//a/@href") == [
        "#title", "#enclosed", "#c1", "#a1", "#a2", "#c2", "#c2-s1", "#a3", "#a3z1", "#f1", "#f1-h1", "#f1-h1-1",
        "#apparatus",
    ]  # fmt: skip
    assert project.texts(RULE, f"{outline}//a[@href='#a3z1']") == ["第3-1条"]
    assert project.texts(OPINION, f"{outline}//a") == ["意见", "一目标", "（一）换灯", "二保障", "本站附录"]


def test_an_issue_is_its_printed_contents(project: Project) -> None:
    assert project.texts(ISSUE, "//main//h2") == ["【市政府文件】", "【部门文件】"]
    assert project.find(ISSUE, "//main//li//a[@class='t']/@href") == [
        "../../../../doc/yunzhengfa/2025/3/",
        "../../../../doc/shuji/2/",
    ]
    assert project.texts(ISSUE, "//main//li//span[@class='num']") == ["第3页", "第9页"]
    assert project.find(ISSUE, "//a[@rel='next']/@href") == ["../3/"]


def test_the_copy_in_another_issue_is_listed_there(project: Project) -> None:
    page = "gazette/yunzhouzhengbao/2025/3"
    assert project.texts(page, "//main//h2") == ["【增刊】"]
    assert project.find(page, "//main//li//a[@class='t']/@href") == ["../../../../doc/yunzhengfa/2025/3/"]


def test_neighbours_are_those_of_the_issue(project: Project) -> None:
    assert project.find(RULE, "//nav[@class='near']/a/@href") == ["../../../shuji/2/"]
    assert project.find(OPINION, "//nav[@class='near']/a/@rel") == ["prev"]


def test_home_leads_to_everything_in_two_clicks(project: Project) -> None:
    reached = set()
    for href in project.find("", "//main//a/@href"):
        page = href.split("#")[0].strip("/")
        if page and not page.startswith(("cite", "..")):
            reached |= {link.rsplit("../", 1)[-1] for link in project.find(page, "//main//a/@href")}
    assert {f"{RULE}/", f"{OPINION}/"} <= reached


def test_links_stay_in_the_tree_and_files_are_found_from_every_tree(project: Project) -> None:
    pages = [href for href in project.find(RULE, "//main//a/@href") if not href.startswith("#")]
    assert not [href for href in pages if href.startswith("/")]
    up = "./../../../../"
    assert {href for href in pages if href.startswith("./")} == {f"{up}pdf/yunzhengfa-2025-3.pdf", f"{up}{RULE}/"}
    assert all(
        href.startswith(f"{up}_static/")
        for href in project.find(RULE, "//head/link[@rel='stylesheet']/@href | //script/@src")
    )
    assert project.find(RULE, "//details[contains(@class, 'scripts')]//a/@href") == [
        f"{up}{RULE}/", f"{up}zh-hant/{RULE}/", f"{up}zh-tw/{RULE}/", f"{up}zh-hk/{RULE}/",
    ]  # fmt: skip


def test_the_page_for_dead_links_works_at_any_depth(project: Project) -> None:
    assert all(href.startswith(("/", "#", "data:")) for href in project.find("404.html", "//@href"))
    assert f"云政发〔2025〕3号的页面是 /{RULE}/" in "".join(project.texts("404.html", "//main//p"))


def test_only_our_style_and_script_and_nothing_inline(project: Project) -> None:
    for path in project.output.rglob("*.html"):
        page = path.relative_to(project.output).as_posix()
        assert len(project.find(page, "//link[@rel='stylesheet']")) == 1
        assert project.find(page, "//style | //@style | //script[not(@src)] | //@*[starts-with(name(), 'on')]") == []


def test_a_site_in_a_folder_of_its_host(tmp_path: Path) -> None:
    project = new(tmp_path).build(gazette_base_url="https://gongbao.example/law/")
    assert project.warnings == ""
    assert project.find(RULE, "//link[@rel='canonical']/@href") == [f"https://gongbao.example/law/{RULE}/"]
    assert project.find(RULE, "//link[@rel='stylesheet']/@href")[0].startswith("./../../../../_static/style.css?v=")
    assert project.find("404.html", "//link[@rel='stylesheet']/@href")[0].startswith("/law/_static/style.css?v=")
    assert project.texts(RULE, "//dd[@id='link']") == [f"https://gongbao.example/law/{RULE}/"]


def test_programs_are_told_of_the_pages_where_the_site_knows_its_address(tmp_path: Path) -> None:
    told, address = ("sitemap.xml", "robots.txt", "opensearch.xml"), "https://gongbao.example/law/"
    project = new(tmp_path).build(gazette_base_url=address)
    sitemap = etree.parse(project.output / "sitemap.xml")
    listed = [loc.text for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed[0] == address
    assert {f"{address}{page}/" for page in (RULE, OPINION, ISSUE)} <= set(listed)
    assert f"Sitemap: {address}sitemap.xml\n" in (project.output / "robots.txt").read_text("utf-8")
    (url,) = etree.parse(project.output / "opensearch.xml").iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{address}search/?q={{searchTerms}}"
    assert project.find(RULE, "//link[@rel='search']/@href") == ["./../../../../opensearch.xml"]
    (data,) = project.find(RULE, "//script[@type='application/ld+json']")
    legislation = json.loads(data.text)
    assert legislation["@type"] == "Legislation"
    assert legislation["url"] == f"{address}{RULE}/"
    assert (legislation["name"], legislation["legislationIdentifier"]) == ("云州市路灯管理办法", "云政发〔2025〕3号")
    assert legislation["temporalCoverage"] == "2025-04-01/2027-03-31"
    assert legislation["legislationLegalForce"] == "https://schema.org/InForce"
    assert legislation["isPartOf"]["issueNumber"] == 2
    assert "legislationIdentifier" not in json.loads(project.find(OPINION, "//script[@type]")[0].text)
    project.build()
    assert [name for name in told if (project.output / name).exists()] == []


def test_parallel_builds_give_the_same_bytes(tmp_path: Path, project: Project) -> None:
    again = new(tmp_path).build(jobs=2)
    assert _digests(again.output) == _digests(project.output)


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.html"))
    }


def test_a_corpus_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus\.json: not found"):
        load(tmp_path / "corpus.json")
    (tmp_path / "corpus.json").write_text('{"schema": 2}', "utf-8")
    with pytest.raises(CorpusError, match="schema 2, expected 1"):
        load(tmp_path / "corpus.json")


@pytest.mark.parametrize(
    ("base", "root"),
    [("", "/x"), ("https://a.example", "/x"), ("https://a.example/", "/x"), ("https://a.example/b/", "/b/x")],
)
def test_addresses(base: str, root: str) -> None:
    assert Addresses(base).root("x") == root


@pytest.mark.parametrize(
    "title", ["云州市人民政府关于修改《云州市夜市管理规定》的决定", "关于贯彻云政字〔2022〕230号文件的通知", "", "（"]
)
def test_pieces_are_the_title(title: str) -> None:
    words = pieces(title)
    assert "".join(words) == title
    assert not any(word[0] in "》〉）〔、" for word in words)
    assert "《云州市" in words or "《" not in title


@pytest.mark.parametrize(("marks", "name"), [("", "云州市路灯管理办法"), ("《》", "《云州市路灯管理办法》")])
def test_marks_around_the_name_of_a_rule_are_not_torn_from_it(project: Project, marks: str, name: str) -> None:
    rule = next(d for d in load(project.source / "corpus.json").documents if d.docname == RULE)
    title = f"云州市人民政府关于印发{marks[:1]}云州市路灯管理办法{marks[1:]}的通知"
    assert split(replace(rule, title=title)) == Title("云州市人民政府关于印发", name, "的通知")


DAYS = [
    (date(2025, 3, 31), "尚未施行"), (date(2025, 4, 1), "现行有效"), (date(2026, 9, 29), "现行有效"),
    (date(2026, 9, 30), "即将失效"), (date(2027, 3, 31), "即将失效"), (date(2027, 4, 1), "已失效"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "label"), DAYS)
def test_standing(day: date, label: str) -> None:
    assert standing(date(2025, 4, 1), date(2027, 3, 31), None, day).label == label


def test_the_picture_of_periods_does_not_grow() -> None:
    model = next(d for d in corpus(front_matter_corpus(PROJECT)).documents if d.effective)
    many = [_copy(model, number) for number in range(200)]
    standings = {d.id: standing(d.effective, d.expires, None, date(2025, 6, 30)) for d in many}
    picture = periods(many, standings, date(2025, 6, 30))
    assert picture is not None
    assert (len(picture.bars), picture.total) == (ROWS, 200)
    assert all(0 <= float(bar.start[:-1]) <= 100 for bar in picture.bars)
    assert periods([], {}, date(2025, 6, 30)) is None


def _copy(document: Document, number: int) -> Document:
    return replace(document, id=f"x/{number}", effective=date(2000 + number % 30, 1, 1), expires=None)


def test_a_new_day_rewrites_only_what_it_changes(tmp_path: Path) -> None:
    project = new(tmp_path).build(gazette_today="2025-03-30")
    rule, opinion = (project.output / page / "index.html" for page in (RULE, OPINION))
    before = {path: path.stat().st_mtime_ns for path in (rule, opinion)}
    project.build(gazette_today="2025-04-01")
    assert project.texts(RULE, "//dd/span[starts-with(@class, 'stamp')]") == ["现行有效"]
    assert rule.stat().st_mtime_ns > before[rule]
    assert opinion.stat().st_mtime_ns == before[opinion]


def test_home_tells_the_last_change_and_the_next_when_none_is_near(tmp_path: Path) -> None:
    project = new(tmp_path).build(gazette_today="2026-03-01")
    assert [" ".join(text.split()) for text in project.texts(".", "//section[@class='due']")] == [
        "最近变动 云州市路灯管理办法现行有效2025年4月1日起施行",
        "下次变动六个月以后 云州市路灯管理办法现行有效2027年4月1日起失效",
    ]


def test_an_incremental_build_gives_the_bytes_of_a_full_one(tmp_path: Path) -> None:
    project = new(tmp_path / "a").build(gazette_today="2024-01-01")
    opinion = project.source / "doc" / "shuji" / "2.md"
    opinion.write_text(opinion.read_text("utf-8").replace("关于路灯节能的意见", "关于路灯节电的意见"), "utf-8")
    project.build()
    assert project.texts(RULE, "//a[@rel='next']") == ["下一件关于路灯节电的意见"]
    other = new(tmp_path / "b")
    (other.source / "doc" / "shuji" / "2.md").write_text(opinion.read_text("utf-8"), "utf-8")
    assert _digests(other.build().output) == _digests(project.output)


def test_the_network_ties_the_most_cited_to_who_cites_them() -> None:
    def source(number: int, *, note: bool = False) -> Source:
        return Source(f"doc/{number}", "", "", note)

    laws = {f"law/{name}": tuple(source(n) for n in range(name)) for name in range(1, 9)}
    laws["doc/0"] = (source(0), source(1), source(2, note=True))
    pages = {f"doc/{n}": Page(f"doc/{n}", f"doc/{n}", short=f"第{n}件", day=f"2025-01-{n + 1:02}") for n in range(9)}
    outside = {page: Outside(page, page, (page,), None) for page in laws if page.startswith("law/")}
    cited_by = {page: {"": sources} for page, sources in laws.items()}
    found = network(cast(Graph, SimpleNamespace(pages=pages, outside=outside, cited_by=cited_by)))
    assert found is not None
    assert [work.page for work in found.works[:8]] == [f"law/{n}" for n in range(8, 0, -1)]
    assert [work.page for work in found.works[8:]] == [f"doc/{n}" for n in range(8)]
    assert {(arc.citing, arc.cited) for arc in found.arcs} >= {(8, 0), (15, 0), (9, 8)}
    assert next(work.cited for work in found.works if work.page == "doc/0") == 1
    assert network(cast(Graph, SimpleNamespace(pages={}, outside={}, cited_by={}))) is None


def test_the_style_of_sphinx_design_comes_only_where_it_is_used(tmp_path: Path) -> None:
    project = new(tmp_path)
    (project.source / "tabs.md").write_text(
        "---\norphan: true\n---\n# 页签\n\n:::{dropdown} 折叠\n内容\n:::\n", "utf-8"
    )
    styles = "//link[@rel='stylesheet']/@href"
    assert [len(project.build().find(page, styles)) for page in ("tabs", "about")] == [2, 1]
    assert project.warnings == ""
