"""The rules of authorities.toml, and what it decides."""

import tomllib
from pathlib import Path

import pytest

import converters.printed.authorities
from converters.printed.authorities import authorities

DATA = tomllib.loads(
    Path(converters.printed.authorities.__file__).with_name("authorities.toml").read_text(encoding="utf-8")
)
LISTS = [
    (f"{table}.{name}", words)
    for table, lists in DATA.items()
    for name, words in lists.items()
    if isinstance(words, list)
]


@pytest.mark.parametrize(("name", "words"), LISTS, ids=[name for name, _ in LISTS])
def test_lists_are_sorted_and_hold_nothing_twice(name: str, words: list[str]) -> None:
    assert words == sorted(set(words)), name


def test_no_ending_is_both() -> None:
    assert not authorities().authority & authorities().plain


def test_plain_endings_are_needed() -> None:
    """An ending without authority is listed only where it would else be taken for one that has it."""
    for ending in authorities().plain:
        assert any(ending.endswith(known) for known in authorities().authority), ending


def test_endings_are_not_repeated_by_longer_ones() -> None:
    """A longer ending of the same verdict is redundant unless one of the other verdict stands between.

    办法 is listed beside 法 because it is a word of its own where bare titles (《管理办法》) are told.
    """
    known = authorities()
    for ending in known.authority - {"办法"}:
        shorter = (ending[start:] for start in range(1, len(ending)))
        assert next((e in known.plain for e in shorter if e in known.authority | known.plain), True), ending


@pytest.mark.parametrize(
    "title",
    [
        "黄河保护法",
        "预算法",
        "公司法",
        "中华人民共和国民法典",
        "国家危险废物名录",
        "云州市城市更新条例（2024年修正）",
        "市场准入负面清单",
        "关于报送规划的请示",
        "国民经济行业分类",
        "保供稳价“二十条”",
    ],
)
def test_authority(title: str) -> None:
    assert authorities().has_authority(title)


@pytest.mark.parametrize(
    "title",
    [
        "云州日报",
        "云州市人民政府公报",
        "政府工作报告",
        "知识产权白皮书",
        "资金存管三方协议",
        "补贴申请表",
        "办事指南",
        "孙子兵法",
        "行政处罚决定书",
        "市民文明公约",
        "今日头条",
        "三江潮",
        "公司章程",
        "",
    ],
)
def test_no_authority(title: str) -> None:
    assert not authorities().has_authority(title)
