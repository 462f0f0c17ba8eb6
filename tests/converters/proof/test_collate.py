"""Collation: what a second copy reads otherwise, layout ignored."""

import pytest

from converters.model import Difference
from converters.proof.collate import collate
from tests.conftest import quickly
from tests.rawtext import NOTICE, document


def differences(other: str, lead: str = NOTICE) -> tuple[Difference, ...]:
    return collate(document(lead).blocks, document(other).blocks)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("云州市人民政府\n2024", "云州市 人民政府\n2024"),
        ("规划；", "规划;"),
        ("绿道用地由", "绿 道用地\n由"),
        ("\n（二）", "\n\n\n（二）"),
        ("第一条　", "第一条 "),
        ("（一）", "(一)"),
    ],
)
def test_layout_and_width_are_no_difference(here: str, there: str) -> None:
    assert differences(NOTICE.replace(here, there)) == ()


def test_a_difference_says_where_it_is_in_both_copies() -> None:
    (found,) = differences("\n" + NOTICE.replace("保障。", "予以保障。"))
    assert (found.anchor, found.reading, found.witness, found.line, found.witness_line) == ("a2-k2", "", "予以", 15, 16)
    assert (found.before, found.after, found.minor) == ("地由县区人民政府", "保障。", False)


def test_what_only_one_copy_has_is_a_difference() -> None:
    (found,) = differences(NOTICE.replace("绿道用地由县区人民政府保障。\n", ""))
    assert (found.reading, found.witness, found.anchor) == ("绿道用地由县区人民政府保障。", "", "a2-k2")
    (found,) = differences(NOTICE, NOTICE.replace("绿道用地由县区人民政府保障。\n", ""))
    assert (found.reading, found.witness) == ("", "绿道用地由县区人民政府保障。")
    (found,) = differences("YZCR-2024-0010006\n" + NOTICE)
    assert (found.reading, found.witness, found.line) == ("", "YZCR-2024-0010006", 1)


def test_punctuation_alone_is_minor() -> None:
    (found,) = differences(NOTICE.replace("管理，制定", "管理、制定"))
    assert (found.reading, found.witness, found.minor) == ("，", "、", True)


def test_long_copies_cost_no_more_than_their_length_asks_for() -> None:
    texts = ["".join(chr(0x4E00 + i * step % 3001) for i in range(40_000)) for step in (7, 11)]
    lead, other = (NOTICE.replace("保障。", f"保障。{text}。") for text in texts)
    with quickly():
        assert [(len(d.reading), len(d.witness)) for d in differences(other, lead)] == [(40_001, 40_001)]


def test_another_paragraph_break_is_no_difference() -> None:
    lead = NOTICE.replace("保障。", "保障。街道办事处负责巡查。")
    other = NOTICE.replace("保障。", "保障。\n街道办事处负责巡查。")
    assert differences(other, lead) == ()
