"""Dates as gazettes print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.printed.dates import after, find_dates, first_day, last_day, read_date
from converters.printed.numerals import han


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年5月2日", "2023-05-02"),
        ("2023 年 5 月 12 日", "2023-05-12"),
        ("（2019年12月27日印发）", "2019-12-27"),
        ("云州市人民政府办公厅2019年12月7号印发", "2019-12-07"),
        ("２０２３年１２月３１日", "2023-12-31"),
        ("二○二三年五月二日", "2023-05-02"),
        ("二〇〇六年十二月三十一日", "2006-12-31"),
        ("二零一九年十月二十日", "2019-10-20"),
        ("二O一九年一月十一日", "2019-01-11"),
        ("二Ｏ一九年〇五月零一日", "2019-05-01"),
        ("二◯一九年一○月二O日", "2019-10-20"),
        ("2O19年1O月O9日", "2019-10-09"),
        ("20l9年1l月2I日", "2019-11-21"),
        ("2024年2月29日", "2024-02-29"),
        ("2023年2月29日", None),
        ("2023年13月1日", None),
        ("2023年1月32日", None),
        ("2023年5月", None),
        ("十二月一日", None),
        ("0000年1月1日", None),
        ("", None),
    ],
)
def test_read_date(text: str, iso: str | None) -> None:
    assert read_date(text) == iso


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)))
def test_both_alphabets_give_the_date_back(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    for text in (f"{day.year}年{day.month}月{day.day}日", f"{year}年{han(day.month)}月{han(day.day)}日"):
        (found,) = find_dates(f"自{text}起")
        assert (found.date, found.start, found.end) == (day, 1, 1 + len(text))


PIECES = ("2023年", "二○二三年", "1年", "2月", "十二月", "3 月", "29日", "三十一日", "2 号", " ", "〇", "至")


@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=9).map("".join))
def test_any_text(text: str) -> None:
    for found in find_dates(text):
        assert first_day(text[found.start :]) == last_day(text[found.start :]) == found.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年12月底", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024年2月30日", None, None),
        ("今年", None, None),
    ],
)
def test_stretches(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def test_after() -> None:
    assert after(date(2020, 2, 29), years=3) == date(2023, 2, 28)
    assert after(date(2024, 1, 31), months=1) == date(2024, 2, 29)
    assert after(date(2024, 12, 31), days=30) == date(2025, 1, 30)
    assert after(date(2024, 1, 1), years=9999) is None
    assert after(date(2024, 1, 1), days=10**9) is None
    assert after(date(9999, 12, 31), days=1) is None
