"""Citations in running text become links; who is cited says by whom. Built by Sphinx, read back from the pages."""

import re
from datetime import date
from pathlib import Path

import pytest

from gazette.law.answers import Answer, Fate
from tests.lawproject import OPINION, ORDER, RULE, Project, new


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


def links(project: Project, page: str, anchor: str) -> dict[str, str]:
    """Give the links of a unit: words → address."""
    found = project.find(page, f"//*[@id='{anchor}']//a[contains(@class, 'law')]")
    return {a.text_content(): a.get("href", "") for a in found}


def answers(project: Project) -> dict[tuple[str, str], Answer]:
    return {(page.docname, cited.words): answer for page, cited, answer in project.law.graph.all_answers()}


def test_nothing_is_wrong(project: Project) -> None:
    assert project.warnings == ""


def test_the_build_prints_what_became_of_the_citations(project: Project) -> None:
    assert re.search(
        r"citations: 29 linked \(14 own text, 8 corpus, 7 outside\), 3 left as text, 0 amb", project.status
    )


def test_documents_of_the_corpus(project: Project) -> None:
    assert links(project, OPINION, "h1-1") == {
        "《办法》第三条第一款第（二）项": "../../../yunzhengfa/2024/3/#a3-k1-x2",
        "第二款": "../../../yunzhengfa/2024/3/#a3-k2",
        "云政发〔2024〕3号第二条": "../../../yunzhengfa/2024/3/#a2",
        "第四条": "../../../yunzhengfa/2024/3/#a4",
    }


def test_the_same_text_and_pointers(project: Project) -> None:
    assert links(project, RULE, "a4-k1") == {
        "前条第一款第（二）项": "#a3-k1-x2",
        "第三条第二款": "#a3-k2",
        "第二条": "#a2",
        "第三条": "#a3",
    }


def test_pointers_that_gazettes_print_for_the_item_before(project: Project) -> None:
    found = links(project, RULE, "a3-k1-x3")
    assert (found["前款"], found["一"], found["二"]) == ("#a3-k1-x2", "#a3-k1-x2-m1", "#a3-k1-x2-m2")


def test_documents_outside_the_corpus_have_a_page(project: Project) -> None:
    assert links(project, RULE, "a1-k1")["《中华人民共和国动物防疫法》第三十条"] == (
        "../../../../law/dongwufangyifa/#a30"
    )
    page = "law/dongwufangyifa"
    assert [h.text for h in project.find(page, "//main//h2")] == ["未指明条款", "第三十条", "第九十条"]
    sources = project.find(page, "//h2[@id='a30']/following-sibling::ul[1]//a")
    assert [(a.text, a.get("href")) for a in sources] == [
        ("《云州市城市养犬管理办法（试行）》第一条", "../../doc/yunzhengfa/2024/3/#a1-k1"),
        ("《云州市城市养犬管理办法（试行）》第三条第一款注", "../../doc/yunzhengfa/2024/3/#n1"),
    ]


def test_a_law_named_without_marks_is_linked_when_it_is_known(project: Project) -> None:
    assert links(project, OPINION, "h1-2")["动物防疫法第九十条"] == "../../../../law/dongwufangyifa/#a90"


LEFT = [
    (OPINION, "《办法》第八条", "文件中没有“第八条”"),
    (RULE, "第九条", "文件中没有“第九条”"),
    (RULE, "第三条", "同句已引其他文件的条款"),
]


@pytest.mark.parametrize(("page", "words", "reason"), LEFT)
def test_what_has_no_target_stays_text_and_is_reported(project: Project, page: str, words: str, reason: str) -> None:
    reasons = [a.reason for p, c, a in project.law.graph.all_answers() if (p.docname, c.words) == (page, words)]
    assert reason in reasons
    rows = [row.text_content() for row in project.find("by/unlinked", "//main//li")]
    assert any(words in row and reason in row for row in rows)


def test_newspapers_and_almost_equal_titles_are_left_alone(project: Project) -> None:
    found = answers(project)
    assert found[OPINION, "《云州晚报》"].fate is Fate.NOTHING
    assert found[OPINION, "《云州市城市养犬管理办法》"].fate is Fate.NOTHING


def cited(project: Project, page: str, anchor: str) -> list[str]:
    return [line.text_content() for line in project.find(page, f"//*[@id='{anchor}']//p[@class='cited']")]


def test_a_unit_that_is_cited_says_by_whom(project: Project) -> None:
    assert cited(project, RULE, "a3-k1-x2-m1") == ["被引　本条第一款第（三）项"]
    assert cited(project, RULE, "a4") == [
        "被引　《云州市人民政府办公厅关于加强文明养犬工作的意见》一、（一）、第三条第一款注"
    ]
    assert cited(project, RULE, "a5") == []


def test_the_articles_between_the_ends_of_a_range_are_cited_as_well(project: Project) -> None:
    assert "《云州市人民政府办公厅关于加强文明养犬工作的意见》一、（一）" in cited(project, RULE, "a3")[-1]


def test_the_page_lists_who_cites_and_what_is_cited(project: Project) -> None:
    found = project.find(RULE, "//section[@id='apparatus']//dl/div")
    rows = {row[0].text_content(): " ".join(row[1].text_content().split()) for row in found}
    assert rows["废止依据"] == "《云州市养犬管理规定》（云州市人民政府令第58号） 本文件自2026年3月1日起废止"
    assert rows["废止的文件"] == "《云州市养犬规定》（云政发〔2015〕8号） 该文件自2024年5月1日起废止"
    assert (
        "《云州市人民政府办公厅关于加强文明养犬工作的意见》（云政办发〔2025〕7号） 正文、一、（一）"
        in rows["引用本文件"]
    )
    assert "《中华人民共和国行政复议法》 第四条第二款" in rows["本文件引用"]


def test_a_repeal_links_both_ways_also_to_a_document_outside(project: Project) -> None:
    graph = project.law.graph
    assert graph.repealed() == {"yunzhengfa/2024/3": date(2026, 3, 1)}
    assert [end.page for end in graph.ends[ORDER]] == [RULE]
    assert [end.page for end in graph.ended["law/yunzhengfa/2015/8"]] == [RULE]
    assert "自<time" in project.page("law/yunzhengfa/2015/8")


def test_a_document_outside_leads_to_texts_of_its_name(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(ORDER, "（云政发〔2024〕3号）同时废止", "（云政发〔2016〕5号）同时废止")
    project.build()
    (there,) = project.find("law/yunzhengfa/2016/5", "//dt[.='同名文本']/following-sibling::dd/a")
    assert there.text == "《云州市城市养犬管理办法（试行）》（云政发〔2024〕3号）"
    assert there.get("href") == "../../../../doc/yunzhengfa/2024/3/#enclosed"
    assert "同名文本" not in project.page("law/yunzhengfa/2015/8")


def test_the_repeal_of_an_article_is_not_that_of_the_document(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(ORDER, "（云政发〔2024〕3号）同时废止", "（云政发〔2024〕3号）第三条同时废止")
    assert project.build().law.graph.repealed() == {}


def test_a_later_document_is_not_what_an_earlier_one_cites(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(RULE, "《云海省养犬管理条例》", "《云州市养犬管理规定》")
    project.records["yunzhengfa/2024/3"]["citations"].append(
        {"line": 1, "title": "云州市养犬管理规定", "docno": None, "target": None}
    )
    answer = answers(project.build())[RULE, "《云州市养犬管理规定》"]
    assert (answer.fate, answer.page) == (Fate.OUTSIDE, "law/yunzhoushiyangquanguanliguiding")


def test_two_documents_of_one_name_make_no_link(tmp_path: Path) -> None:
    project = new(tmp_path)
    copy = project.source / f"{RULE}0.md"
    text = (project.source / f"{RULE}.md").read_text("utf-8")
    copy.write_text(text.replace("2024/3\n", "2024/30\n").replace("〔2024〕3号", "〔2024〕30号"), "utf-8")
    project.records["yunzhengfa/2024/30"] = project.records["yunzhengfa/2024/3"]
    project.edit(OPINION, "（云政发〔2024〕3号，以下简称《办法》）", "（以下简称《办法》）")
    answer = answers(project.build())[OPINION, "《云州市城市养犬管理办法（试行）》"]
    assert (answer.fate, answer.page) == (Fate.AMBIGUOUS, "")
    assert "同名文件不止一件" in project.page("by/unlinked")


def test_a_mention_is_wrapped_also_across_inline_markup(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(OPINION, "《办法》第八条", "《**办法**》第三条，**第二条和《办法》第二条**")
    page = project.build().page(OPINION)
    assert re.search(r'#a3"[^>]*><span>《<strong>办法</strong>》第三条</span></a>', page)
    assert re.search(r'<strong>第二条和<a [^>]*#a2"[^>]*>《办法》第二条</a></strong>', page)


ENDINGS = [
    ("（云政发〔2024〕3号）同时废止。", "已废止", "废止"),
    ("（云政发〔2024〕3号）停止执行。", "已废止", "停止执行"),
    ("（云政发〔2024〕3号）自本规定施行之日起失效。", "已失效", "失效"),
    ("（云政发〔2024〕3号）等文件，另有《某规定》废止。", "已废止", "废止"),
]


@pytest.mark.parametrize(("words", "stamp", "ending"), ENDINGS, ids=[words for words, *_ in ENDINGS])
def test_how_a_document_ends_is_told_in_the_words_of_the_gazette(
    tmp_path: Path, words: str, stamp: str, ending: str
) -> None:
    project = new(tmp_path)
    project.edit(ORDER, "（云政发〔2024〕3号）同时废止。", words)
    project.build()
    assert [span.text for span in project.find(RULE, "//span[contains(@class, 'stamp')]")] == [stamp]
    assert f"</time>起{ending}</small>" in project.page(RULE)


def test_a_list_of_what_has_lapsed_says_so_in_its_heading(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(
        ORDER,
        "《云州市城市养犬管理办法（试行）》（云政发〔2024〕3号）同时废止。",
        "\n\n{#f1 .annex}\n## 附件　宣布失效的文件\n\n| 文号 |\n| --- |\n| 云政发〔2024〕3号 |",
    )
    graph = project.build().law.graph
    assert (graph.repealed(), graph.lapsed()) == ({}, {"yunzhengfa/2024/3": date(2026, 3, 1)})


def test_a_repealed_document_says_so_first(project: Project) -> None:
    (stamp,) = project.find(RULE, "//span[contains(@class, 'stamp')]")
    assert (stamp.text, stamp.get("data-turns")) == ("已废止", "not-yet 2024-05-01 effective 2026-03-01 repealed")


def test_home_tells_the_last_day_of_what_another_document_is_about_to_end(tmp_path: Path) -> None:
    project = new(tmp_path).build(gazette_today="2026-02-01")
    (section,) = project.find(".", "//section[@aria-labelledby='ending']")
    assert section.text_content().split()[-1].endswith("即将失效至2026年2月28日")


def test_annexes_are_linked_by_the_name_that_they_have(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(OPINION, "## 附件　文明", "## 附录一　文明")
    project.edit(OPINION, "见附件。", "见附录一，附录一第三条、附录二、附件1没有。")
    assert links(project.build(), OPINION, "h1-2")["附录一"] == "#f1"
    assert [a for a in links(project, OPINION, "h1-2") if a.startswith("附")] == ["附录一"]
    assert not [words for _, words in answers(project) if words in ("附录二", "附件1")]


def test_an_annex_is_called_as_it_is_printed_wherever_it_is_named(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(
        OPINION,
        "## 附件　文明养犬公约",
        "## 附录一　文明养犬公约\n\n{#f1-a1 .article}\n### 第一条\n\n"
        "{#f1-a1-k1 .paragraph}\n依照《办法》第二条、本意见附录一第二条处理。\n\n"
        "{#f1-a2 .article}\n### 第二条\n\n{#f1-a2-k1 .paragraph}\n依照前条处理。",
    )
    project.edit(OPINION, "见附件。", "见附录一。")
    (project.source / "notes/yunzhengbanfa/2025").mkdir(parents=True)
    note = "# 注\n\n:::{law:note} 附录一第二条\n:type: 编者\n\n甲。\n:::\n"
    (project.source / "notes/yunzhengbanfa/2025/7.md").write_text(note, "utf-8")
    project.build()
    assert not project.warnings
    assert [a.get("title") for a in project.find(OPINION, "//a[text()='附录一']")] == ["附录一", None]
    assert [h.get("data-name") for h in project.find(OPINION, "//*[@id='f1']")] == ["附录一"]
    cited = project.find(OPINION, "//*[@id='f1-a1' or @id='f1-a2']//p[@class='cited']")
    assert [line.text_content() for line in cited] == ["被引　附录一第二条", "被引　附录一第一条"]
    assert "附录一第一条" in [a.text for a in project.find(RULE, "//section[@id='apparatus']//small/a")]
    assert [e.get("aria-label") for e in project.find(OPINION, "//aside")] == ["编者：附录一第二条"]
    shown = {name: shown for name, shown, *_ in project.law.get_objects()}
    assert shown["云政办发〔2025〕7号附件1第一条"].endswith("》附录一第一条")


def test_of_an_article_in_an_annex_a_citation_beside_it_is_of_the_same_article(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(
        OPINION,
        "## 附件　文明养犬公约",
        "## 附件　文明养犬公约\n\n{#f1-a1 .article}\n### 第一条\n\n"
        "{#f1-a1-k1 .paragraph}\n犬只应当登记。\n\n{#f1-a1-k2 .paragraph}\n前款规定的登记，每年一次。",
    )
    (cited,) = project.build().find(OPINION, "//*[@id='f1-a1']//p[@class='cited']")
    assert cited.text_content() == "被引　本条第二款"


PLAN = "doc/yunzhengbanfa/2025/9"
PLANNED = """---
orphan: true
id: yunzhengbanfa/2025/9
title: 云州市犬伤应急预案
docno: 云政办发〔2025〕9号
kind: notice
issuers: [云州市人民政府办公室]
signed: "2025-03-01"
printed: null
effective: null
expires: null
---

{#title .title}
# 云州市犬伤应急预案

{#d1 .heading}
## 1　总则

{#d1-1 .heading}
### 1\\.1　分级

分级见2.1.1，处置按照本预案2.1和2.2的规定，费用按照1.1倍计算，职责按照2.9的规定。

{#d2 .heading}
## 2　处置

{#d2-1 .heading}
### 2\\.1　现场

{#d2-1-1 .heading}
#### 2\\.1.1　救治

依照1.1节的要求救治。

{#f1 .annex}
## 附件1　流程

{#f1-d2 .heading}
### 2　送医

{#f1-d2-1 .heading}
#### 2\\.1　登记

依照2.1的要求登记，依照2.1.1的要求送医。
"""


def test_sections_in_decimals_of_the_same_text(tmp_path: Path) -> None:
    project = new(tmp_path)
    (project.source / f"{PLAN}.md").write_text(PLANNED, "utf-8")
    project.records["yunzhengbanfa/2025/9"] = {}
    project.build()
    assert not project.warnings
    found = [
        (a.text_content(), a.get("href"), a.get("title")) for a in project.find(PLAN, "//p//a[contains(@class, 'own')]")
    ]
    assert found == [
        ("2.1.1", "#d2-1-1", "2.1.1"),
        ("本预案2.1", "#d2-1", "2.1"),
        ("1.1节", "#d1-1", "1.1"),
        ("2.1", "#f1-d2-1", "附件的2.1"),
        ("2.1.1", "#d2-1-1", "2.1.1"),
    ]
    left = {
        words: answer.reason for (page, words), answer in answers(project).items() if page == PLAN and answer.reason
    }
    assert left == {"2.2": "文件中没有“2.2”", "2.9": "文件中没有“2.9”"}
    cited = project.find(PLAN, "//*[@id='d1-1']/following-sibling::p[@class='cited'][1]/a")
    assert [(a.text_content(), a.get("href")) for a in cited] == [("2.1.1", "#d2-1-1")]
