"""From which day a document applies and to which, by its own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.annotations.validity import Days, Validity, find_validity
from converters.model import Kind
from tests.conftest import quickly
from tests.paragraphs import TEXTS, paragraph, paragraphs

PRINTED, TITLES = Days("2024-05-06", "2024-04-30"), ("云州市夜市管理办法（试行）",)

OWN = [
    ("本通告自2020年2月1日起施行，有效期至2024年1月31日。", "2020-02-01", "2024-01-31"),
    ("第四十七条　本办法自2020年2月1日起施行，有效期至2021年1月31日。", "2020-02-01", "2021-01-31"),
    ("五、本意见自印发之日起施行。", "2024-05-06", None),
    ("本规则自公布之日起正式实施，具体内容由市商务局负责解释。", "2024-05-06", None),
    ("《夜市规则》已经讨论通过，现予公布，自2023年2月1日起施行。", "2023-02-01", None),
    ("现将《云州市城市更新规划》予以公布，自公布之日起施行。", "2024-05-06", None),
    ("现印发给你们，自2020年1月1日起执行，请认真贯彻。", "2020-01-01", None),
    ("本办法自 2020年1月1日起施行，有效期 3 年。", "2020-01-01", "2022-12-31"),
    ("本政策自2020年1月1日起施行，有效期3年。", "2020-01-01", "2022-12-31"),
    ("本办法有效期五年，自2020年1月1日起施行。", "2020-01-01", "2024-12-31"),
    ("本办法自2020年1月1日（含）起实行，有效期五年。", "2020-01-01", "2024-12-31"),
    ("本办法施行日期为2020年1月1日。", "2020-01-01", None),
    ("本办法自2020年1月1日起施行。有效期5年。", "2020-01-01", "2024-12-31"),
    ("本办法自公布之日起30日后施行，有效期2年。", "2024-06-06", "2026-06-05"),
    ("本办法自印发之日起6个月后施行。", "2024-11-07", None),
    ("本规则自印发之日起试行一年。", "2024-05-06", "2025-05-05"),
    ("本实施意见（试行）自2020 年 1 月 1 日起施行，试行期18个月。", "2020-01-01", "2021-06-30"),
    ("本政策自2020年1月1日起至2024年12月31日止执行。", "2020-01-01", "2024-12-31"),
    ("本办法有效期自2020年1月1日至2024年12月31日。", "2020-01-01", "2024-12-31"),
    ("本意见自2020年1月1日起实施，至2022年12月31日止。", "2020-01-01", "2022-12-31"),
    ("本办法自二○二三年五月二日起施行，有效期至2024年底。", "2023-05-02", "2024-12-31"),
    ("本办法由市商务局负责解释，自2020年1月1日起施行，有效期5年。", "2020-01-01", "2024-12-31"),
    ("《云州市夜市管理办法（试行）》自2020年1月1日起施行。", "2020-01-01", None),
    ("本决定自通过之日起施行。", "2024-04-30", None),
    ("自发布之日起施行。", "2024-05-06", None),
    ("本办法自颁发之日起执行。", "2024-05-06", None),
    ("本规定自公布施行之日起执行。", "2024-05-06", None),
    ("本办法由市商务局负责解释，并自签发之日起施行。", "2024-05-06", None),
    ("本通告自即日起施行，有效期1年。", "2024-05-06", "2025-05-05"),
    ("本办法自2020年1月1日起施行。2014年发布的《甲办法》同时废止。有效期五年。", "2020-01-01", "2024-12-31"),
    ("本办法自2020年1月1日零时起施行，试行两年。", "2020-01-01", "2021-12-31"),
    ("本办法自2020年1月1日起施行，暂定三年。", "2020-01-01", "2022-12-31"),
    ("本办法自2020年1月1日起施行，期限为2年。", "2020-01-01", "2021-12-31"),
    ("本办法自2020年1月1日起施行，有效期3年（至2022年12月31日）。", "2020-01-01", "2022-12-31"),
    ("本办法的有效期为2020年1月1日至2020年12月31日。", "2020-01-01", "2020-12-31"),
    ("本办法执行时间为2020年1月1日至2020年12月31日。", "2020-01-01", "2020-12-31"),
    ("本办法实施时间自2020年1月1日起至2020年12月31日止。", "2020-01-01", "2020-12-31"),
    ("本办法的有效期为1年，自2020年1月1日起计算。", "2020-01-01", "2020-12-31"),
    ("本办法自印发之日起施行，有效期自发布之日起五年。", "2024-05-06", "2029-05-05"),
    ("本办法自2020年1月1日起施行，《甲办法》同时废止，有效期至2021年1月31日。", "2020-01-01", "2021-01-31"),
]


@pytest.mark.parametrize(("text", "effective", "expires"), OWN)
def test_own_clause(text: str, effective: str, expires: str | None) -> None:
    assert find_validity(paragraphs(text), PRINTED, TITLES) == Validity(effective, expires)


@pytest.mark.parametrize(
    "text",
    [
        "（一）自2020年2月1日起，高排放禁用区范围内禁止使用高排放机械。",
        "（二）自2020年7月1日起执行。",
        "缴费标准调整为100元。自2020年7月1日起执行。",
        "本市标准自2020年1月1日起执行。",
        "本项目计划自2020年1月1日起实施。",
        "本条自2020年1月1日起施行，本办法第三条自2020年1月1日起施行。",
        "本办法规定的补贴标准，自2020年1月1日起执行。",
        "《安江省夜市条例》自2020年1月1日起施行。",
        "第三十条修改为：“本办法自2020年1月1日起施行。”",
        "修改为：“第三十条，本办法自2020年1月1日起施行。本办法自2021年1月1日起施行。”",
        "本办法自2020年13月1日起施行。",
        "许可证有效期3年，有效期至2024年1月31日。",
        "各单位要认真组织实施。",
        "本计划自2023年起实施。",
        "（三）对名单予以公布，自2020年1月1日起执行。",
        f"本办法自印发之日起{'9' * 5000}日后施行，有效期{'九' * 5000}年。",
    ],
)
def test_no_claim(text: str) -> None:
    assert find_validity(paragraphs(text), PRINTED, TITLES) == Validity()


def test_printed_day_may_be_unknown() -> None:
    assert find_validity(paragraphs("本办法自印发之日起施行，有效期3年。"), Days()) == Validity()
    assert find_validity(paragraphs("本办法自印发之日起施行，有效期至2024年1月31日。"), Days()) == Validity(
        None, "2024-01-31"
    )


def test_own_clause_stands_before_that_of_the_enclosed_text() -> None:
    blocks = paragraphs("本通知自2020年1月1日起施行。", "本办法自2021年1月1日起施行，有效期1年。")
    assert find_validity(blocks, PRINTED) == Validity("2020-01-01", "2020-12-31")


def test_annexes_speak_only_where_nothing_stands_before_and_they_agree() -> None:
    label, rule = paragraph("附件1", Kind.ANNEX), "本办法自2021年1月1日起施行。"
    assert find_validity([label, *paragraphs(rule)], PRINTED) == Validity("2021-01-01")
    assert find_validity([label, *paragraphs(rule, "本细则自2022年1月1日起施行。")], PRINTED) == Validity()
    assert find_validity([*paragraphs("本通知自印发之日起施行。"), label, *paragraphs(rule)], PRINTED) == Validity(
        PRINTED.printed
    )


@given(st.lists(TEXTS, max_size=3), st.none() | st.dates().map(str))
@settings(max_examples=150)
def test_any_text(texts: list[str], printed: str | None) -> None:
    found = find_validity(paragraphs(*texts), Days(printed))
    assert isinstance(found, Validity)


@pytest.mark.parametrize("unit", ["本办法", "自2020年1月1日起施行，", "本办法自印发之日起施行。", "“有效期"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    with quickly():
        find_validity(paragraphs(unit * 10_000), PRINTED)
