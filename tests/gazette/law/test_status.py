"""The status of a document on a day, at every boundary."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.law.status import Status, status, timeline

START, LAST, REPEAL = date(2020, 2, 1), date(2021, 1, 31), date(2020, 6, 1)
DAY = timedelta(days=1)

EXAMPLES = [
    # effective, expires, repealed, today, expected
    (None, None, None, START, Status.UNKNOWN),
    (START, None, None, START - DAY, Status.NOT_YET),
    (START, None, None, START, Status.EFFECTIVE),
    (START, LAST, None, LAST, Status.EFFECTIVE),
    (START, LAST, None, LAST + DAY, Status.EXPIRED),
    (None, LAST, None, LAST, Status.EFFECTIVE),
    (None, LAST, None, LAST + DAY, Status.EXPIRED),
    (START, LAST, REPEAL, REPEAL - DAY, Status.EFFECTIVE),
    (START, LAST, REPEAL, REPEAL, Status.REPEALED),
    (START, LAST, REPEAL, LAST + DAY, Status.REPEALED),
    (START, LAST, LAST + 9 * DAY, LAST + 20 * DAY, Status.EXPIRED),
    (None, None, REPEAL, REPEAL - DAY, Status.UNKNOWN),
    (None, None, REPEAL, REPEAL, Status.REPEALED),
    (START, None, START - DAY, START, Status.REPEALED),
    (START, None, None, date.min, Status.NOT_YET),
    (START, date.max, None, date.max, Status.EFFECTIVE),
]


@pytest.mark.parametrize(("effective", "expires", "repealed", "today", "expected"), EXAMPLES)
def test_examples(
    effective: date | None, expires: date | None, repealed: date | None, today: date, expected: Status
) -> None:
    assert status(effective, expires, repealed, today) is expected


dates = st.dates(date(2019, 1, 1), date(2023, 1, 1))
maybe = st.none() | dates


@given(maybe, maybe, maybe)
def test_a_timeline_is_in_order_and_each_turn_changes_the_status(
    effective: date | None, expires: date | None, repealed: date | None
) -> None:
    turns = timeline(effective, expires, repealed)
    assert turns[0].day == date.min
    assert all(a.day < b.day and a.status is not b.status for a, b in pairwise(turns))


@given(maybe, maybe, maybe, dates)
def test_the_reader_can_take_the_status_from_the_timeline(
    effective: date | None, expires: date | None, repealed: date | None, today: date
) -> None:
    last = [turn for turn in timeline(effective, expires, repealed) if turn.day <= today][-1]
    assert last.status is status(effective, expires, repealed, today)


@given(dates)
def test_nothing_is_claimed_of_a_text_that_says_nothing(today: date) -> None:
    assert status(None, None, None, today) is Status.UNKNOWN


def test_every_status_has_a_word_and_a_class() -> None:
    assert len({member.label for member in Status}) == len({member.css for member in Status}) == len(Status)
