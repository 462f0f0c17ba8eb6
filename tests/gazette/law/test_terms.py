"""Defined terms: their place, their scope, their uses."""

from pathlib import Path

import pytest

from gazette.corpus import Term
from gazette.law.outline import Outline, Unit
from gazette.law.terms import records, uses
from tests.lawproject import RULE, Project, new, term


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


USES = [
    ("养犬人和主管机关", ["养犬人", "主管机关"], ["养犬人", "主管机关"]),
    ("统一社会信用代码、社会信用信息、社会信用的状态", ["社会信用", "社会信用信息"], ["社会信用信息", "社会信用"]),
    ("社会信用体系建设，社会信用。", ["社会信用", "社会信用信息"], ["社会信用"]),
    ("社会信用体系建设", ["社会信用"], ["社会信用"]),
    ("什么也没有", ["社会信用"], []),
    ("什么也没有", [], []),
    ("a.b", ["."], ["."]),
]


@pytest.mark.parametrize(("words", "terms", "found"), USES, ids=[words for words, *_ in USES])
def test_uses(words: str, terms: list[str], found: list[str]) -> None:
    assert [term for _, _, term in uses(words, terms)] == found


OUTLINE = Outline((Unit("a1-k1", "enclosed"), Unit("a2-k1", "enclosed"), Unit("h1", "")))
PARAGRAPHS = [
    ("h1", "各区县（含高新区，下同）应当重视，信用主体须知。"),
    ("a1-k1", "信用主体应当守信。本办法所称信用（信誉），是指守信的状态。"),
    ("a2-k1", "自然人和法人（以下简称信用主体）。市局（以下统称“市局”）"),
]


def test_a_term_stands_where_it_is_defined_not_where_it_is_first_used() -> None:
    terms = [
        Term(1, "信用主体", "自然人和法人", "short"),
        Term(1, "信用", "守信的状态", "definition"),
        Term(1, "各区县", "高新区", "scope"),
        Term(1, "市局", "市局", "short"),
        Term(1, "须知", None, "definition"),
        Term(1, "没有的", None, "short"),
    ]
    found = records([*terms, terms[0]], PARAGRAPHS, OUTLINE)
    assert [(t.term, t.place, t.scope) for t in found] == [
        ("信用主体", "a2-k1", "enclosed"),
        ("信用", "a1-k1", "enclosed"),
        ("各区县", "h1", ""),
        ("市局", "a2-k1", "enclosed"),
        ("须知", "h1", ""),
    ]
    assert [t.anchor for t in found] == ["t-xinyongzhuti", "t-xinyong", "t-gequxian", "t-shiju", "t-xuzhi"]


def test_terms_that_sound_alike_have_addresses_of_their_own() -> None:
    terms = [Term(1, "市局", None, "short"), Term(1, "试举", None, "short")]
    found = records(terms, [("a1-k1", "（以下简称市局）（以下简称试举）")], OUTLINE)
    assert [t.anchor for t in found] == ["t-shiju", "t-shiju-2"]


def test_each_use_leads_to_the_definition_and_the_first_of_an_article_shows(project: Project) -> None:
    found = project.find(RULE, "//a[contains(@class, 'term')]")
    shown = [
        (a.xpath("string(ancestor::*[@id][1]/@id)"), a.text_content(), (a.get("class") or "").split()[:2])
        for a in found
    ]
    assert shown == [
        ("a3-k1", "养犬人", ["term", "reference"]),
        ("a3-k2", "主管机关", ["term", "reference"]),
        ("a4-k2", "养犬人", ["term", "reference"]),
    ]
    assert {a.get("href") for a in found} == {"#t-yangquanren", "#t-zhuguanjiguan"}


def test_the_page_lists_its_terms(project: Project) -> None:
    rows = project.find(RULE, "//div[starts-with(@id, 't-')]")
    assert [(row.get("id"), row.text_content()) for row in rows] == [
        ("t-yangquanren", "养犬人饲养犬只的单位和个人　第二条第一款"),
        ("t-zhuguanjiguan", "主管机关市公安机关　第二条第二款"),
    ]


def test_the_glossary_lists_the_terms_of_all_documents(project: Project) -> None:
    rows = project.find("terms", "//main//div/ul/li")
    assert ["".join(row.text_content().split()) for row in rows] == [
        "养犬人饲养犬只的单位和个人《云州市城市养犬管理办法（试行）》第二条第一款",
        "主管机关市公安机关《云州市城市养犬管理办法（试行）》第二条第二款",
    ]


def test_the_words_of_a_longer_term_are_not_those_of_a_shorter_one(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(RULE, "重点管理区由市公安机关（以下简称主管机关）划定。", "本办法所称养犬人登记，是指养犬人的登记。")
    project.records["yunzhengfa/2024/3"]["terms"][1] = term("养犬人登记", "养犬人的登记", "definition")
    found = project.build().find(RULE, "//*[@id='a2-k2']//a[contains(@class, 'term')]")
    assert [a.text_content() for a in found] == ["养犬人"]
