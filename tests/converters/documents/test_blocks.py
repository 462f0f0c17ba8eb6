"""Blocks: words closed up, printed numbers and run-in headings told from the words, lines kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.documents import blocks as module
from converters.documents.blocks import block, close_title, close_up, cut, joined, numbered, offsets, spaced
from converters.documents.joining import Paragraph
from converters.model import Block, Kind
from converters.text import Log
from tests.rawtext import lines, whole


def read(raw: str) -> list[Block]:
    """Read the blocks of one numbered paragraph."""
    found = lines(raw)
    return numbered(Paragraph(found[0].form, tuple(found)), Log())


@pytest.mark.parametrize(
    ("raw", "closed"),
    [
        ("云 州　市 2024 年", "云州市2024年"),
        ("增长 5.5 % ，其中", "增长5.5%，其中"),
        ("Yun  Zhou City", "Yun Zhou City"),
        ("“选择云州 共赢未来”", "“选择云州 共赢未来”"),
        ("“绿 道”", "“绿道”"),
        ("甲\u200b乙", "甲乙"),
    ],
)
def test_running_text_is_closed_up(raw: str, closed: str) -> None:
    log = Log()
    text = close_up(whole(raw), log)
    assert text.s == closed
    assert {i for i in range(len(raw)) if i not in text.at} <= log.rules.keys()


@pytest.mark.parametrize(
    ("raw", "marked"),
    [
        ('通过《云州市"十四\n五"绿道规划》。', "通过《云州市“十四五”绿道规划》。"),
        ('实现“十四\n五"良好开局。', "实现“十四五”良好开局。"),
        ('所称 "Green\nWay" 是绿道。', '所称"Green Way"是绿道。'),
        ('管径24"\n的管道。', '管径24"的管道。'),
    ],
)
def test_a_straight_quotation_mark_may_have_its_pair_on_another_line(raw: str, marked: str) -> None:
    log = Log()
    found = block(Kind.PARAGRAPH, lines(raw), log)
    assert found.text == marked
    assert {i for i, char in enumerate(raw) if char == '"' and char not in marked} <= log.rules.keys()


def test_a_title_keeps_a_space_between_joint_issuers_only() -> None:
    title = close_title(lines("云州市商务局 云州市财政局\n关于印发 绿道规划的通知"), Log())
    assert title.s == "云州市商务局 云州市财政局关于印发绿道规划的通知"
    title = close_title(lines("教育部　公安部　发展改革委\n公布 绿道名录的通知"), Log())
    assert title.s == "教育部 公安部 发展改革委公布绿道名录的通知"


def test_names_keep_one_space() -> None:
    assert spaced(whole("范　里   市长"), Log()).s == "范 里 市长"


def test_latin_words_do_not_run_together_at_a_line_end() -> None:
    printed = lines("Yunzhou\nCity绿道\n规划")
    text = joined(printed, Log())
    assert text.s == "Yunzhou City绿道规划"
    assert offsets(text, printed) == ((0, 1), (8, 2), (14, 3))


def test_a_block_knows_the_line_of_every_word() -> None:
    found = block(Kind.PARAGRAPH, lines("绿 道规划\n\n由县区\n编制。"), Log())
    assert (found.text, found.lines, found.marks) == ("绿道规划由县区编制。", (1, 4), ((0, 1), (4, 3), (7, 4)))
    assert [found.line_at(found.text.index(char)) for char in "绿由编。"] == [1, 3, 4, 4]


def test_a_part_of_a_block_has_its_own_lines() -> None:
    found = block(Kind.PARAGRAPH, lines("绿道规划\n由县区\n编制。"), Log())
    part = cut(found, 5, 7, kind=Kind.ITEM, number="1.")
    assert (part.text, part.lines, part.kind, part.number) == ("县区", (2, 2), Kind.ITEM, "1.")
    assert cut(found, 5).marks == ((0, 2), (2, 3))


@pytest.mark.parametrize(
    ("raw", "level", "number", "heading"),
    [
        ("第一编　总则", "part", "第一编", "总则"),
        ("第二章 规划 管理", "chapter", "第二章", "规划管理"),
        ("第三节", "section", "第三节", None),
        ("一、总体要求", 1, "一、", "总体要求"),
        ("（二）工作目标。到2026年建成。", 2, "（二）", "工作目标"),
        ("3.名称和地点", 3, "3.", "名称和地点"),
        ("（4）规划", 4, "（4）", "规划"),
        ("（五）检查养护（牵头单位：市园林局）", 2, "（五）", "检查养护"),
        ("（六）检查养护（市园林局牵头）", 2, "（六）", "检查养护（市园林局牵头）"),
    ],
)
def test_headings_have_level_number_and_words(raw: str, level: object, number: str, heading: str | None) -> None:
    (found,) = read(raw)
    assert (found.kind, found.level, found.number, found.heading) == (Kind.HEADING, level, number, heading)


def test_a_run_in_heading_ends_with_its_full_stop() -> None:
    (found,) = read("（二）工作目标。到2026年建成。")
    assert found.text[: found.split] == "（二）工作目标。"


@pytest.mark.parametrize(
    "raw",
    [
        "（一）规划绿道；",
        "（一）规划；养护。保护。",
        "（一）规划。（二）养护。",
        "（一）下列绿道：",
        "（一）检查养护；（牵头单位：市园林局）",
        f"（一）{'绿道规划' * 12}（牵头单位：市园林局）",
        f"1.{'绿道规划' * 12}。",
    ],
)
def test_what_goes_on_is_an_item(raw: str) -> None:
    (found,) = read(raw)
    assert (found.kind, found.heading, found.split) == (Kind.ITEM, None, 0)


def test_an_article_is_its_number_and_its_first_paragraph() -> None:
    head, first = read("第十二条之一　为了加强绿道管理，\n制定本办法。")
    assert (head.text, head.kind, head.level, head.lines) == ("第十二条之一", Kind.HEADING, "article", (1, 1))
    assert (first.text, first.kind, first.lines) == ("为了加强绿道管理，制定本办法。", Kind.PARAGRAPH, (1, 2))


def test_an_article_number_may_stand_alone() -> None:
    (head,) = read("第十二条")
    assert (head.number, head.level) == ("第十二条", "article")


def test_another_block_is_like_the_first_but_for_what_is_told() -> None:
    found = block(Kind.PARAGRAPH, lines("绿道\n规划"), Log())
    assert found.but() == found
    assert found.but(anchor="a1", depth=2) == replace(found, anchor="a1", depth=2)
    assert found.anchor is None


@given(
    st.lists(st.text("云州甲A1 　“”%，。（", min_size=1, max_size=12), min_size=2, max_size=4),
    st.sampled_from([(Kind.PARAGRAPH, False), (Kind.PARAGRAPH, True), (Kind.DATE, False)]),
)
def test_lines_in_which_no_white_space_means_anything_are_read_as_others(
    words: list[str], how: tuple[Kind, bool]
) -> None:
    found = lines("\n".join(words)) or lines("云")
    quick, slow = Log(), Log()
    simple = block(how[0], found, quick, names=how[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_simple", lambda *_: None)
        again = block(how[0], found, slow, names=how[1])
    assert (simple, quick.rules) == (again, slow.rules)
