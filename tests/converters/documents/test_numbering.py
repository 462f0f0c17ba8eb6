"""Numbers at the heads of lines: which begin something, and which are only cited there."""

import pytest

from converters.documents.numbering import find_numbers
from converters.lines.layout import Layout
from converters.lines.looks import Form
from tests.rawtext import lines

FREE, COLUMN, SPACED = Layout(None, False), Layout(10.0, False), Layout(10.0, False, spaced=True)


def looks_of(raw: str, layout: Layout) -> list[Form]:
    """Tell what lines are, once it is known which numbers begin something."""
    found = lines(raw)
    looks = [line.form for line in found]
    find_numbers(found, looks, layout)
    return looks


@pytest.mark.parametrize(
    "raw",
    [
        "依照本办法\n第十二条规定处理。",
        "依照前条第\n（三）项处理。",
        "第一条　绿道\n依照本办法第一条、\n第九条、第十条处理。",
        "包括规划、\n1.养护",
    ],
)
def test_a_cited_number_at_the_head_of_a_line_begins_nothing(raw: str) -> None:
    assert lines(raw)[-1].form is not Form.PLAIN
    assert looks_of(raw, FREE)[-1] is Form.PLAIN


@pytest.mark.parametrize(("raw", "form"), [
    ("　　规划，养护和保护由县\n一、二级部门负责。", Form.PLAIN),
    ("　　规划养护和保护都由县\n一、二级部门负责。", Form.PLAIN),
    ("　　规划，养护和保护。由\n　　一、规划。", Form.LEVEL1),
    ("　　规划，养护和保护由街\n1）号负责。", Form.PLAIN),
    ("　　绿道包括：①步道；\n②驿站。", Form.PLAIN),
    ("　　绿道包括：①步道；\n　　②驿站。", Form.DASH),
])  # fmt: skip
def test_a_number_after_words_that_break_off_begins_nothing_unless_it_is_indented(raw: str, form: Form) -> None:
    assert looks_of(raw, Layout(11.0, indented=True))[-1] is form


def test_a_number_that_runs_on_over_headings_begins_something() -> None:
    assert (
        looks_of("（一）绿道规划和用地。\n9.编制专项规划。\n（二）绿道养护和保护。\n10.落实养护责任。", COLUMN)
        == [Form.LEVEL2, Form.LEVEL3] * 2
    )


@pytest.mark.parametrize(("raw", "layout", "form"), [
    ("（一）统一服务。\n申请、受理实现标准统\n一、流程规范服务便捷", COLUMN, Form.PLAIN),
    ("一是建设绿道和驿站。\n1.编制专项规划并公布", COLUMN, Form.PLAIN),
    ("附件：1.绿道建设标准\n2.绿道养护标准", COLUMN, Form.LEVEL3),
    ("第一条 绿道和驿站\n第二条 绿道和驿站", COLUMN, Form.ARTICLE),
    ("第一条绿道和驿站绿道\n第二条绿道和驿站绿道", COLUMN, Form.PLAIN),
    ("一是建设绿道和驿站。\n1.编制专项规划。", COLUMN, Form.LEVEL3),
    ("一是建设绿道和驿站。\n1.编制专项规划并公布", Layout(10.0, False, first=0), Form.LEVEL3),
    ("一是建设绿道和驿站。\n1.编制专项规划并公布、", Layout(10.0, False, first=0), Form.LEVEL3),
    ("1.《云州绿道养护细则\n》（云政发〔2009〕3号）\n2.《云州驿站经营细则", COLUMN, Form.LEVEL3),
    ("1.云州绿道建设养护社\n2.云州驿站经营管理社", COLUMN, Form.LEVEL3),
    ("一是建设绿道和驿站。\n\n1.编制专项规划并公布", SPACED, Form.LEVEL3),
    ("4.规划公布专项绿\n道的建设和驿站规划；\n5.编制、公布规划。", COLUMN, Form.LEVEL3),
    ("绿道包括以下的内容：\n1.步道、驿站、绿化带\n和标识；", COLUMN, Form.PLAIN),
    ("绿道包括以下的内容：\n1.步道、驿站、绿化带\n2.标识；", COLUMN, Form.LEVEL3),
    ("3.编制规划。（责任\n单位：云州市园林局）\n4.绿道和驿站养护管理", COLUMN, Form.LEVEL3),
    ("一、绿道规划养护。\n绿道总长度居全省第\n二，规模居全省前列。", COLUMN, Form.PLAIN),
    ("坚持：（一）规划；（二）\n养护绿道和驿站用地；\n（三）建设绿道。", COLUMN, Form.PLAIN),
    ("坚持：规划绿道，养护\n养护绿道和驿站用地；\n（三）建设绿道。", COLUMN, Form.LEVEL2),
])  # fmt: skip
def test_a_number_at_the_head_of_a_line_may_stand_inside_a_paragraph(raw: str, layout: Layout, form: Form) -> None:
    assert looks_of(raw, layout)[-1] is form


def test_articles_that_follow_each_other_stay_articles() -> None:
    assert (
        looks_of("第一条　绿道\n第二条　养护\n第二条之一　保护\n第三条至第五条　删除\n第六条　附则", FREE)
        == [Form.ARTICLE] * 5
    )


@pytest.mark.parametrize("rest", ["　规划应当公布。", "规划应当公布。", "　所有绿道向公众开放。"])
def test_an_article_straight_below_its_chapter_is_no_citation(rest: str) -> None:
    assert looks_of(f"第一条　为了保护绿道。\n第二章　规划\n第二条{rest}", FREE) == [
        Form.ARTICLE,
        Form.CHAPTER,
        Form.ARTICLE,
    ]


def test_what_an_amendment_quotes_has_no_numbers_of_its_own_up_to_the_mark_that_closes_it() -> None:
    quoted = "第三条修改为：“绿道包括：\n（一）步道；\n（二）驿站{}。\n" + "绿道。\n" * 70
    assert looks_of(quoted.format("”"), FREE)[1:3] == [Form.APART] * 2
    assert looks_of(quoted.format(""), FREE)[1:3] == [Form.LEVEL2] * 2


def test_a_number_inside_a_quoted_sentence_is_none_of_the_amendment() -> None:
    column = Layout(12.0, indented=False)
    assert looks_of("第三条修改为：“绿道包\n括：（一）步道；（二）驿站，\n（三）标识。”", column)[-1] is Form.PLAIN
    assert looks_of("第三条修改为：“绿道包\n括：步道；驿站和各个标识，\n（三）标识。”", column)[-1] is Form.APART


@pytest.mark.parametrize(("raw", "form"), [
    ("第三条绿道办法修改为：\n“绿道应当公布。”", Form.PLAIN),
    ("第三条改为：\n“绿道应当公布。”", Form.APART),
])  # fmt: skip
def test_a_quotation_goes_on_with_what_announces_it_where_the_line_is_full(raw: str, form: Form) -> None:
    assert looks_of(raw, COLUMN)[-1] is form
