"""Text: characters that know which raw character they stand for."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.text import Log, Text, concat
from tests.rawtext import whole

RAW = "　云州 市１，公报 "


def test_a_slice_keeps_its_offsets() -> None:
    text = Text.of(RAW, 1, 5)[1:3]
    assert (text.s, list(text.at)) == ("州 ", [2, 3])


def test_a_sum_keeps_the_offsets_of_both() -> None:
    text = concat([Text.of(RAW, 4, 5), Text.of(RAW, 1, 3)])
    assert (text.s, list(text.at)) == ("市云州", [4, 1, 2])


@pytest.mark.parametrize(("raw", "stripped", "at"), [("　 甲乙\u200b", "甲乙", [2, 3]), ("　\t", "", []), ("", "", [])])
def test_strip_takes_white_space_from_both_ends(raw: str, stripped: str, at: list[int]) -> None:
    text = whole(raw).strip()
    assert (text.s, list(text.at)) == (stripped, at)


def test_an_edit_notes_what_it_dropped_and_what_it_changed() -> None:
    log = Log()
    text = whole("甲,  乙").edit(re.compile(",  "), "，", "width", log)
    assert (text.s, list(text.at)) == ("甲，乙", [0, 1, 4])
    assert log.rules == {1: "width", 2: "width", 3: "width"}


def test_an_edit_keeps_what_stays_in_its_place() -> None:
    log = Log()
    text = whole("PM_{2.5}值").edit(re.compile("_{(.*?)}"), r"\1", "script", log)
    assert (text.s, list(text.at)) == ("PM2.5值", [0, 1, 4, 5, 6, 8])
    assert sorted(log.rules) == [2, 3, 7]


def test_the_first_rule_that_touched_a_character_stands() -> None:
    log = Log()
    log.drop([3], "first")
    log.drop([3, 4], "second")
    assert log.rules == {3: "first", 4: "second"}


@settings(max_examples=60)
@given(
    raw=st.text("甲乙1, a(", max_size=30),
    pattern=st.sampled_from(["[,(] *", "1+", "乙a?", "(甲)(乙)"]),
    new=st.text(max_size=4),
)
def test_every_character_comes_from_a_raw_one_in_raw_order(raw: str, pattern: str, new: str) -> None:
    log = Log()
    text = whole(raw).edit(re.compile(pattern), lambda _: new, "rule", log)
    assert len(text.at) == len(text.s)
    assert list(text.at) == sorted(text.at)
    assert {i for i in range(len(raw)) if i not in text.at} <= set(log.rules)


PIECES = st.lists(st.tuples(st.text("甲乙1 ,(", min_size=1, max_size=6), st.integers(0, 3)), min_size=1, max_size=5)
"""Words of lines, and how many raw characters stand before each."""


def pieced(pieces: list[tuple[str, int]]) -> Text:
    """Make a text of several runs."""
    raw = "".join("/" * gap + words for words, gap in pieces)
    texts, place = [], 0
    for words, gap in pieces:
        texts.append(Text.of(raw, place + gap, place + gap + len(words)))
        place += gap + len(words)
    return concat(texts)


@settings(max_examples=200)
@given(pieces=PIECES, pattern=st.sampled_from(["[ ,]", "[ ,]+", "1.", "甲|\\(", ".+", "(?=甲)"]))
def test_what_is_dropped_from_lines_is_gone_and_noted(pieces: list[tuple[str, int]], pattern: str) -> None:
    text, log = pieced(pieces), Log()
    found = text.edit(re.compile(pattern), "", "gone", log)
    gone = {place for match in re.finditer(pattern, text.s) for place in range(*match.span())}
    kept = [(char, raw) for place, (char, raw) in enumerate(zip(text.s, text.at, strict=True)) if place not in gone]
    assert list(zip(found.s, found.at, strict=True)) == kept
    assert log.rules == {text.at[place]: "gone" for place in gone}


CHANGES: list[Callable[[str], str]] = [
    str.upper,
    lambda words: words.replace(",", "，"),
    lambda words: words + "丙",
    lambda words: "丙" * (len(words) // 2),
]


@settings(max_examples=200)
@given(
    pieces=PIECES,
    pattern=st.sampled_from([",", "[ ,]+", "1.", ".+"]),
    new=st.sampled_from(CHANGES),
)
def test_what_is_changed_in_lines_stays_in_its_place(
    pieces: list[tuple[str, int]], pattern: str, new: Callable[[str], str]
) -> None:
    text, log = pieced(pieces), Log()
    found = text.edit(re.compile(pattern), lambda match: new(match[0]), "new", log)
    assert found.s == re.sub(pattern, lambda match: new(match[0]), text.s)
    known = dict(zip(text.at, text.s, strict=True))
    assert len(found.at) == len(found.s)
    assert found.at == sorted(found.at)
    for raw, char in zip(found.at, found.s, strict=True):
        assert known[raw] == char or raw in log.rules
    assert all(raw in found.at or raw in log.rules for raw in known)
