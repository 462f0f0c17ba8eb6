"""Dates as gazettes print them: 2023年5月2日, 2023 年 5 月 2 日, 二○二三年五月二日.

Standard library only.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from converters.printed.numerals import HAN_DIGITS, parse

_ZEROS = "○◯ＯOoО〇"
"""What is printed for 〇 in a year: circles and letters, Cyrillic О among them."""

_ONES = "lI"
"""Letters that OCR takes for 1"""

_DIGIT = f"[0-9０-９{HAN_DIGITS}{_ZEROS}{_ONES}]"
_NUMBER = f"(?:[0-9０-９]{{1,2}}|[0-9Oo{_ONES}]{{1,2}}|[{HAN_DIGITS}十][{HAN_DIGITS}十{_ZEROS}]{{0,2}})"
YEAR_PATTERN = f"[12１２一二]{_DIGIT}{{3}}"
"""A year in four digits of either alphabet."""
_YEAR, _MONTH = f"(?P<year>{_DIGIT}{{4}})[ ]?年", f"[ ]?(?P<month>{_NUMBER})[ ]?月"
_DATE_RE = re.compile(f"{_YEAR}{_MONTH}[ ]?(?P<day>{_NUMBER})[ ]?[日号]")
_MONTH_RE = re.compile(f"{_YEAR}(?:{_MONTH})?(?:年?[底末])?")

DATE_PATTERN, MONTH_PATTERN = (re.sub(r"\?P<[a-z]+>", "?:", found.pattern) for found in (_DATE_RE, _MONTH_RE))
"""A full date; a month or a year: 2024年12月, 2024年底. Without groups, to stand in other patterns"""
_TO_DIGIT = (
    {ord(c): str(parse(c)) for c in f"{HAN_DIGITS}０１２３４５６７８９"}
    | dict.fromkeys(map(ord, _ZEROS), "0")
    | dict.fromkeys(map(ord, _ONES), "1")
)

_TO_ZERO = dict.fromkeys(map(ord, _ZEROS), "〇")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date in a text."""

    date: date
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind 日."""


def find_dates(text: str) -> Iterator[Printed]:
    """All full dates of a text that the calendar has, in order.

    >>> [d.date.isoformat() for d in find_dates("二○二三年五月二日、2023 年 12 月 31 日、2023年2月30日")]
    ['2023-05-02', '2023-12-31']
    """
    for match in _DATE_RE.finditer(text):
        if found := _date(match["year"], match["month"], match["day"]):
            yield Printed(found, match.start(), match.end())


def read_date(text: str) -> str | None:
    """Return the first date of a text in ISO form: of a date line, of （2019年12月27日印发）.

    >>> read_date("（2019年12月27日印发）"), read_date("十二月一日")
    ('2019-12-27', None)
    """
    return next((printed.date.isoformat() for printed in find_dates(text)), None)


def first_day(text: str) -> date | None:
    """Return the day on which a stretch of time begins that is printed as a date, a month or a year.

    >>> first_day("2020年2月1日").isoformat(), first_day("2020年2月").isoformat()
    ('2020-02-01', '2020-02-01')
    """
    if match := _DATE_RE.match(text):
        return _date(match["year"], match["month"], match["day"])
    match = _MONTH_RE.match(text)
    return _date(match["year"], match["month"] or "1", "1") if match else None


def last_day(text: str) -> date | None:
    """Return the day on which such a stretch ends.

    >>> last_day("2021年1月31日").isoformat(), last_day("2024年2月").isoformat(), last_day("2022年底").isoformat()
    ('2021-01-31', '2024-02-29', '2022-12-31')
    """
    if match := _DATE_RE.match(text):
        return _date(match["year"], match["month"], match["day"])
    match = _MONTH_RE.match(text)
    first = _date(match["year"], match["month"] or "12", "1") if match else None
    return first.replace(day=monthrange(first.year, first.month)[1]) if first else None


_LAST_YEAR, _MOST_DAYS = 9000, 40_000


def after(start: date, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """Return the corresponding day so much later; the month's last where it has none; None beyond the calendar.

    >>> after(date(2020, 2, 29), years=1).isoformat()
    '2021-02-28'
    """
    count = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= _LAST_YEAR or days > _MOST_DAYS:
        return None
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days)


def read_year(digits: str) -> int | None:
    """Return the year that four digits of either alphabet print.

    >>> read_year("二○○五"), read_year("2O17"), read_year("甲")
    (2005, 2017, None)
    """
    plain = digits.translate(_TO_DIGIT)
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(read_year(year) or 0, _number(month), _number(day))
    except ValueError:
        return None


def _number(numeral: str) -> int:
    """The number of a month or a day, 0 where it is none: 12, 1O, 十二, 二O."""
    return parse(numeral.translate(_TO_DIGIT)) or parse(numeral.translate(_TO_ZERO))
