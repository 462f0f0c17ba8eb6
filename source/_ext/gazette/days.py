"""Days as documents print them, the day in an id, and the time of China. Standard library only."""

import re
from datetime import date, timedelta, timezone

__all__ = ["CHINA", "chinese", "day_in", "told_apart"]

CHINA = timezone(timedelta(hours=8))

_DAY_RE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def chinese(day: date) -> str:
    """Write a day as documents do.

    >>> chinese(date(2020, 2, 1))
    '2020年2月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def day_in(identity: str) -> date | None:
    """Read the day in the id of a document without 文号; None where there is none.

    >>> day_in("zhengfugongzuobaogao/2024-02-20"), day_in("yunzhengfa/2023/9")
    (datetime.date(2024, 2, 20), None)
    """
    match = _DAY_RE.search(identity)
    return date.fromisoformat(match[0]) if match else None


def told_apart(identity: str, docno: str | None) -> str:
    """Give what tells a document from others of its title: the 文号, else the day in its id, if there is one.

    >>> told_apart("yunzhengfa/2023/9", "云政发〔2023〕9号"), told_apart("zhengfugongzuobaogao/2024-02-20", None)
    ('云政发〔2023〕9号', '2024年2月20日')
    """
    day = day_in(identity)
    return docno or (chinese(day) if day else "")
