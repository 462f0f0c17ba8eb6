"""Which brackets say who has to do something."""

import pytest
from hypothesis import given, settings

from converters.annotations.annotate import count_attributions
from converters.model import Kind
from converters.printed.attributions import is_attribution
from converters.printed.brackets import brackets
from tests.conftest import quickly
from tests.paragraphs import TEXTS, paragraph, paragraphs

YES = [
    "市农业农村局负责",
    "市发改委（牵头）负责",
    "市科技局、市市场监管局等有关单位按职责分工负责",
    "市科技局、市市场监管局牵头，市发展改革委、各区县政府按职责分工负责",
    "市科技局牵头，各区县政府配合",
    "各有关部门按职责分工负责。2024年12月底前完成",
    "责任单位：市科技局",
    "责任部门:市科技局",
    "责任单位：市科技局。责任单位排在首位的为牵头单位，下同",
    "责任单位：市政府办公厅、各区县政府；完成时间：2024年5月底前",
    "完成时限：2024年5月底前；责任单位：市政府办公厅",
    "牵头单位：市市场监管局（市知识产权局），配合单位：各区县政府",
    "牵头责任单位：市商务局",
    "市级责任部门：市商务局",
    "责任领导：张云；责任单位：市商务局",
    "各区县政府落实",
    "牵头：市公安局，配合：市交通局",
    "主办：市园林局；协办：市财政局",
    "市财政局、市金融办牵头，市工商联配合",
    "市金融办负责落实",
    "市科技局牵头，各区负责落实",
    "市卫生健康委牵头；市医保局，各县（市、区）政府",
    "市科技局牵头，会同市财政局",
    "市科技局负责，各区县落实。以下均需各区县落实，不再列出",
]
NO = [
    "以下称由市商务局负责的事项",
    "负责组织协调、督促检查",
    "谁主管、谁负责",
    "谁使用谁负责",
    "含牵头单位",
    "项目负责人",
    "完成单位：云州大学",
    "试点先行、逐步推进",
    "按规定程序实施",
    "委托他人实施",
    "联合推进",
    "市财政局，联合推进",
    "联系电话：12345",
    "市科技局",
    "试行",
    "",
]


@pytest.mark.parametrize("inner", YES)
def test_attribution(inner: str) -> None:
    assert is_attribution(inner)


@pytest.mark.parametrize("inner", NO)
def test_other_bracket(inner: str) -> None:
    assert not is_attribution(inner)


def test_one_bracket_is_one_attribution() -> None:
    text = "打造平台（含园区）。（牵头单位：市市场监管局（市知识产权局），配合单位：各区县）"
    assert count_attributions(paragraphs(text, f"{text}做好服务。(市商务局负责)【责任单位：市科技局】")) == 4


def test_lines_with_labels_are_no_brackets() -> None:
    assert count_attributions(paragraphs("（一）打造平台。", "牵头单位：市科技局", "配合单位：各区县政府")) == 0


def test_brackets_that_never_close() -> None:
    assert count_attributions(paragraphs("打造（平台。（市科技局负责）", "打造平台。（责任单位：市科技局")) == 2


def test_bracket_in_a_signature_is_none() -> None:
    assert count_attributions([paragraph("（市科技局负责）", Kind.SIGNATURE)]) == 0


@given(TEXTS)
@settings(max_examples=150)
def test_brackets_lie_in_their_text(text: str) -> None:
    for pair in brackets(text):
        assert text[pair.start + 1 :].startswith(pair.inner)
    assert count_attributions(paragraphs(text)) <= len(list(brackets(text)))


@pytest.mark.parametrize("unit", ["（", "（）", "（市科技局", "市科技局负责，", "责任", "（（市科技局负责）"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    half = unit * 10_000
    with quickly():
        count_attributions(paragraphs(half, f"（{half}）", half + "）" * 10_000))
