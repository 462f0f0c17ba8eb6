"""Who has to do what: brackets → bodies and their roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.law.tasks import charges

EXAMPLES = [
    ("（责任单位：市科技局、市财政局）", "市科技局 负责 市财政局 负责"),
    ("（责任单位：市科技局；完成时间：2024年6月底）", "市科技局 负责"),
    (
        "（牵头单位：市市场监管局（市知识产权局），配合单位：市科技局、各区县政府）",
        "市市场监管局 牵头 市科技局 配合 各区县政府 配合",
    ),
    (
        "（市科技局牵头，市工业和信息化局、各区县政府按职责分工负责）",
        "市科技局 牵头 市工业和信息化局 负责 各区县政府 负责",
    ),
    ("（市科技局、市教育局等有关单位按职责分工负责）", "市科技局 负责 市教育局 负责"),
    ("（责任单位：市发展改革委牵头，有关部门配合）", "市发展改革委 牵头"),
    ("（市科技局，市财政局负责）", "市科技局 负责 市财政局 负责"),
    ("（责任部门：市文化和旅游局和市体育局及各区县政府）", "市文化和旅游局 负责 市体育局 负责 各区县政府 负责"),
    ("（市财政局配合）（市税务局负责）", "市财政局 配合 市税务局 负责"),
    ("（市科技局、市科技局负责）", "市科技局 负责"),
    ("责任单位：市科技局、市财政局", "市科技局 负责 市财政局 负责"),
    ("打造平台。牵头部门：市科技局。", "市科技局 牵头"),
    ("责任单位要抓好落实：市科技局带头。", ""),
    ("（责任单位:市科技局,市财政局)", ""),
    ("（以下称由市科技局负责的事项）", ""),
    ("（各有关部门按职责分工负责）", ""),
    ("（谁主管、谁负责）", ""),
    ("（试行）", ""),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_charges(text: str, expected: str) -> None:
    assert " ".join(f"{charge.body} {charge.role}" for charge in charges(text)) == expected


PIECES = ("市科技局", "各区县政府", "牵头", "负责", "配合单位：", "、", "，", "；", "和", "等", "（", "）", "2a")


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join))
def test_any_text_is_read(text: str) -> None:
    assert all(charge.body and charge.body in text for charge in charges(f"（{text}）"))
