"""Outlines numbered in decimals: their headings and what stands under them are paragraphs of their own."""

from converters.documents.decimals import find_decimals
from converters.lines.looks import Form
from tests.rawtext import lines

PLAN = "1 总则\n1.1 编制目的\n为了防汛，制定本预案。\n2 组织\n2.1 指挥部\n2.1.1 办公室\n设在市水利局。\n3 附则\n"


def apart(raw: str) -> list[str]:
    read = lines(raw)
    looks = [line.form for line in read]
    find_decimals(read, looks, None)
    return [line.tight for line, form in zip(read, looks, strict=True) if form is Form.APART]


def test_numbers_that_follow_from_each_other_begin_paragraphs() -> None:
    assert apart(PLAN) == [line.replace(" ", "") for line in PLAN.splitlines()]


def test_a_figure_at_the_head_of_a_line_is_none_of_them() -> None:
    assert "2.5万人转移。" not in apart(PLAN.replace("制定本预案。", "确保\n2.5万人转移。"))
    assert apart("增长\n1.1万吨，\n1.2万吨，\n4.9万吨。\n") == []


def test_a_heading_whose_words_break_off_is_none() -> None:
    assert "1.8米。" not in apart(PLAN.replace("2.1.1 办公室\n", "2.1.1 堤顶净宽不小于\n1.8米。\n"))
    explained = "3.1 本预案由市水利局会同\n市应急局负责解释。\n"
    assert "市应急局负责解释。" not in apart(PLAN + explained)


def test_numbers_follow_from_a_chapter_or_a_heading_in_words_too() -> None:
    raw = "一、目标\n１．１　总量\n１．２　结构\n二、措施\n２．１　培育\n２．３　改造\n"
    assert apart(raw) == ["１．１总量", "１．２结构", "２．１培育", "２．３改造"]
    assert apart(raw.replace("一、", "第一章　").replace("二、", "第二章　")) == apart(raw)


def test_a_list_inside_does_not_end_the_outline() -> None:
    raw = "1 总则\n1.1 原则\n1.预防为主。\n2.分级负责。\n1.2 依据\n2 组织\n2.1 机构\n"
    assert apart(raw) == ["1总则", "1.1原则", "1.2依据", "2组织", "2.1机构"]


def test_list_numbers_keep_their_level() -> None:
    assert apart("1.甲方案\n2.乙方案\n3.丙方案\n4.丁方案\n") == []
    assert apart("1.总则\n1.1目的\n为了防汛。\n2.组织\n2.1指挥部\n3.附则\n") == ["1.1目的", "为了防汛。", "2.1指挥部"]
