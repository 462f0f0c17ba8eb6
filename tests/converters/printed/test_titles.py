"""《…》 in pairs, nested and misprinted."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from converters.printed.titles import find_titles
from tests.paragraphs import TEXTS


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲法》《乙法》", ["甲法", "乙法"]),
        ("《关于印发《甲办法》的通知》", ["关于印发《甲办法》的通知"]),
        ("《甲省〈乙条例〉办法》", ["甲省〈乙条例〉办法"]),
        ("《甲省<乙条例>办法》", ["甲省〈乙条例〉办法"]),
        ("《甲省预算《办法》（云政发〔2022〕24号）", ["甲省预算办法"]),
        ("《关于印发《甲办法的通知》，《乙法》", ["关于印发甲办法的通知", "乙法"]),
        ("根据《有关规定，执行《甲办法》", ["甲办法"]),
        ("《甲法和《乙办法》", ["乙办法"]),
        ("《甲。《乙法》", ["乙法"]),
        ("甲》《》", [""]),
    ],
)
def test_found(text: str, titles: list[str]) -> None:
    assert [title.text for title in find_titles(text)] == titles


@given(TEXTS)
@settings(max_examples=150)
def test_titles_lie_between_their_marks_and_apart(text: str) -> None:
    found = list(find_titles(text))
    for title in found:
        assert text[title.start] + text[title.end - 1] == "《》"
    assert all(one.end <= two.start for one, two in pairwise(found))
