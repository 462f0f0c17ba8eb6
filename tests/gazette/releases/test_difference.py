"""Differences: words apart from typography and corrections; what moved, was renumbered, renamed."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.releases.align import Part, align
from gazette.releases.changes import Renamed, changes
from gazette.releases.difference import Change, Difference, Matter, Row, difference
from gazette.releases.extract import extract
from gazette.releases.history import Edition, Held, History, held
from gazette.releases.succession import related
from gazette.releases.texts import Correction, Line, Note, Passage, Text, dump, parse
from gazette.releases.typography import fold
from gazette.releases.views import Gap, Heading, naming, segments
from gazette.releases.wording import Kind, Piece, compare

MARKS = {Kind.SAME: "{1}", Kind.TYPOGRAPHY: "~{1}~", Kind.CORRECTION: "<{0}|{1}>", Kind.EDIT: "[{0}→{1}]"}


def told(old: str | Line, new: str | Line) -> str:
    """Write a comparison as one line: [old→new] for words, ~new~ for typography, <old|new> for corrections."""
    lines = [line if isinstance(line, Line) else Line("a1-k1", "", line) for line in (old, new)]
    return "".join(MARKS[piece.kind].format(piece.old, piece.new) for piece in compare(*lines))


WORDS = [
    ("应当公开，并接受监督。", "应当公开，并接受社会监督。", "应当公开，并接受[→社会]监督。"),
    ("医疗机构、学校、幼儿园；", "医疗机构、幼儿园；", "医疗机构、[学校、→]幼儿园；"),
    ("处15%以下的罚款", "处12.5%以下的罚款", "处[15%→12.5%]以下的罚款"),
    ("自二十日内办理", "自二十五日内办理", "自[二十→二十五]日内办理"),
    ("（云政发〔2018〕3号）", "（云政发〔2023〕10号）", "（云政发〔[2018→2023]〕[3→10]号）"),
    ("根据《甲法》等规定", "根据《乙法》《甲法》等规定", "根据[→《乙法》]《甲法》等规定"),
    ("由县区组织实施。", "由县区组织实施。经费列入预算。", "由县区组织实施。[→经费列入预算。]"),
    (
        "市人民政府各部门加强协作，及时处理投诉。",
        "任何人有权拨打110举报。",
        "[市人民政府各部门加强协作，及时处理投诉→任何人有权拨打110举报]。",
    ),
    ("一、二、三", "一、二，三", "一、二[、→，]三"),
    ("甲乙", "甲乙", "甲乙"),
]


@pytest.mark.parametrize(("old", "new", "expected"), WORDS)
def test_words_read_as_a_person_would_tell_them(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


TYPOGRAPHY = [
    ("依照 《办法》 第３条", "依照《办法》第3条"),
    ("（试行）,", "(试行)，"),
    ("“放管服”改革", "「放管服」改革"),
    ("二○二三年", "二〇二三年"),
    ("2020－2022年", "2020—2022年"),
    ("戶籍所在地", "户籍所在地"),
    ("⽴即", "立即"),
    ("云政发 〔2023〕9号", "云政发[2023]9号"),
]


@pytest.mark.parametrize(("old", "new"), TYPOGRAPHY)
def test_typography_is_no_change_of_words(old: str, new: str) -> None:
    kinds = {piece.kind for piece in compare(Line("", "", old), Line("", "", new))}
    assert Kind.TYPOGRAPHY in kinds
    assert Kind.EDIT not in kinds
    assert fold(old) == fold(new)


@pytest.mark.parametrize(("old", "new"), [("、", "，"), ("。", "；"), ("（", "）"), ("帐", "账"), ("1.", "1、")])
def test_what_says_something_else_is_no_typography(old: str, new: str) -> None:
    assert fold(old) != fold(new)


def test_typography_beside_words_is_told_apart() -> None:
    assert told("应当公开,接受监督", "应当公开，接受社会监督") == "应当公开~，~接受[→社会]监督"


CORRECTED = Line("a1-k1", "", "依法承担责任。", ((3, "担", "担担"),))
PRINTED = Line("a1-k1", "", "依法承担担责任。")


def test_a_correction_is_no_change_of_words() -> None:
    assert told(PRINTED, CORRECTED) == "依法承<担担|担>责任。"
    assert told(CORRECTED, PRINTED) == "依法承<担|担担>责任。"
    assert told(CORRECTED, CORRECTED) == "依法承担责任。"


def test_a_correction_that_the_source_caught_up_with_changes_nothing() -> None:
    old = Line("a1-k1", "", "节能改造和清洁生产", ((4, "和", "and"),))
    assert told(old, Line("a1-k1", "", "节能改造和清洁生产")) == "节能改造和清洁生产"


def test_a_character_that_only_the_editors_read_is_a_correction() -> None:
    old, new = Line("", "", "市政府决定"), Line("", "", "市人民政府决定", ((1, "人民", ""),))
    assert [piece.kind for piece in compare(old, new) if piece.kind is not Kind.SAME] == [Kind.CORRECTION]


ALPHABET = "市县应当的，。、（）() 《》“”一二三12年月日第条款公开数据管理Ａa　"
texts = st.text(st.sampled_from(ALPHABET), max_size=60)


def corrected(text: str, seed: int) -> Line:
    """Let some of a text be corrections."""
    rng, at = random.Random(seed), 0  # noqa: S311
    spots: list[tuple[int, str, str]] = []
    while text and at < len(text) and len(spots) < 3:
        at += rng.randrange(12)
        right = text[at : at + rng.randrange(1, 3)]
        if right:
            spots.append((at, right, rng.choice(["", "和", "应应当"])))
        at += len(right)
    return Line("a1-k1", "", text, tuple(spots))


@given(texts, texts, st.integers(0, 9))
@settings(max_examples=300)
def test_pieces_are_both_texts_and_neighbours_differ(old: str, new: str, seed: int) -> None:
    pieces = compare(corrected(old, seed), corrected(new, seed + 1))
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))
    assert all(piece.old == piece.new for piece in pieces if piece.kind is Kind.SAME)
    assert all(
        fold(piece.old) == fold(piece.new)
        for piece in compare(Line("", "", old), Line("", "", new))
        if piece.kind is Kind.TYPOGRAPHY
    )


@given(texts)
@settings(max_examples=50)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(Line("", "", text), Line("", "", text)) == ((Piece(Kind.SAME, text, text),) if text else ())


@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=8), st.lists(st.text("甲乙丙丁", max_size=12), max_size=8))
@settings(max_examples=200)
def test_every_part_is_told_once_and_the_newer_order_kept(old: list[str], new: list[str]) -> None:
    pairs = align([Part(words) for words in old], [Part(words) for words in new])
    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))


def article(number: int, *paragraphs: str) -> Passage:
    """Make an article of a rule."""
    name = f"第{'零一二三四五六七八九'[number]}条"
    return Passage(f"a{number}", name, tuple(Line(f"a{number}-k{k}", "", text) for k, text in enumerate(paragraphs, 1)))


GOAL = "为了规范公共数据开放活动，促进数据利用，制定本办法。"
SCOPE = "本市行政区域内公共数据的开放及其管理，适用本办法。"
DUTY = "市数据主管部门负责统筹、指导和监督公共数据开放工作。"
FORCE = "本办法自公布之日起施行。"
OLD = (article(1, GOAL), article(2, SCOPE), article(3, DUTY), article(4, FORCE))


def text_of(*rows: Passage, **values: object) -> Text:
    return Text(**({"title": "云州市公共数据开放办法", "docno": None, "facts": {}, "units": rows} | values))  # type: ignore[arg-type]


def rows(found: Difference) -> list[tuple[str, str, str, bool]]:
    """Say what became of the articles: number before, number now, change, whether moved."""
    return [
        (row.old.number if row.old else "", row.new.number if row.new else "", row.change.value, row.moved)
        for row in found.rows
    ]


def test_an_inserted_article_renumbers_the_others() -> None:
    new = (
        article(1, GOAL),
        article(2, "公共数据开放遵循依法有序的原则。"),
        article(3, SCOPE),
        article(4, DUTY),
        article(5, FORCE),
    )
    found = difference(text_of(*OLD), text_of(*new))
    assert rows(found) == [
        ("第一条", "第一条", "same", False),
        ("", "第二条", "added", False),
        ("第二条", "第三条", "same", False),
        ("第三条", "第四条", "same", False),
        ("第四条", "第五条", "same", False),
    ]
    assert [row.renumbered for row in found.rows] == [False, False, True, True, True]
    assert found.matters == (Matter.WORDS, Matter.NUMBERS)


def test_a_changed_article_that_was_renumbered_is_still_the_same() -> None:
    new = (article(1, GOAL), article(2, DUTY.replace("统筹、", "")), article(3, FORCE))
    found = difference(text_of(*OLD), text_of(*new))
    assert rows(found)[1:] == [
        ("第二条", "", "removed", False),
        ("第三条", "第二条", "edit", False),
        ("第四条", "第三条", "same", False),
    ]


def test_an_article_that_moved_is_told_as_moved() -> None:
    new = (article(1, GOAL), article(2, DUTY), article(3, SCOPE.replace("管理", "监督管理")), article(4, FORCE))
    found = difference(text_of(*OLD), text_of(*new))
    assert {row.new.number for row in found.rows if row.moved and row.new} in ({"第二条"}, {"第三条"})
    assert {row.change for row in found.rows} == {Change.SAME, Change.EDIT}


def test_items_are_compared_one_by_one() -> None:
    def listed(*items: str) -> Passage:
        lines = [Line("a1-k1", "", "应当提交下列材料：")]
        lines += [Line(f"a1-k1-x{n}", f"（{'零一二三四'[n]}）", text) for n, text in enumerate(items, 1)]
        return Passage("a1", "第一条", tuple(lines))

    found = difference(
        text_of(listed("身份证明；", "场所照片；")), text_of(listed("身份证明；", "免疫证明；", "场所照片；"))
    )
    (row,) = found.rows
    assert [(line.change.value, line.renumbered) for line in row.lines] == [
        ("same", False),
        ("same", False),
        ("added", False),
        ("same", True),
    ]
    assert row.change is Change.EDIT


def test_dates_and_signatures_pair_whatever_they_say() -> None:
    def closing(day: str) -> Text:
        return text_of(Passage("date", "", (Line("date", "", day),)))

    assert [row.change for row in difference(closing("二○二三年五月十六日"), closing("2026年9月24日")).rows] == [
        Change.EDIT
    ]


def test_notes_corrections_and_facts_stand_apart_from_the_text() -> None:
    old = text_of(*OLD, notes=(Note("n1", "第一条", "旧注。"),), facts={"有效期至": "2026-04-30"})
    new = text_of(
        *OLD,
        notes=(Note("n1", "第一条", "新注。"), Note("n2", "第二条", "又注。")),
        facts={"有效期至": "2026-04-30", "备案号": "YZCR-1"},
        corrections=(Correction("a3-k1", "统统筹", "统筹", "重出"),),
    )
    found = difference(old, new)
    assert all(row.quiet for row in found.rows)
    assert found.matters == (Matter.FACTS, Matter.CORRECTIONS, Matter.NOTES)
    assert found.facts == (("备案号", None, "YZCR-1"),)
    assert [(before and before.text, now and now.text) for before, now, _ in found.notes] == [
        ("旧注。", "新注。"),
        (None, "又注。"),
    ]


def test_only_typography_is_said_so() -> None:
    new = (*OLD[:3], article(4, FORCE.replace("。", "｡")))
    found = difference(text_of(*OLD), text_of(*new))
    assert found.matters == (Matter.TYPOGRAPHY,)
    assert [(type(part).__name__) for part in segments(found)] == ["Gap", "Row"]


@given(st.permutations(range(4)), st.integers(0, 3))
@settings(max_examples=40)
def test_the_rows_hold_both_versions(order: list[int], cut: int) -> None:
    new = [article(n, OLD[i].lines[0].text) for n, i in enumerate(order[: cut + 1], 1)]
    found = difference(text_of(*OLD), text_of(*new))
    assert [row.new for row in found.rows if row.new] == new
    assert sorted((row.old for row in found.rows if row.old), key=lambda unit: unit.anchor) == list(OLD)


def test_gaps_name_articles_and_headings_stay_over_what_changed() -> None:
    chapter = Passage("c2", "第二章", (Line("c2", "第二章", "开放"),))
    old = text_of(article(1, GOAL), article(2, SCOPE), chapter, article(3, DUTY))
    new = text_of(article(1, GOAL), article(2, SCOPE), chapter, article(3, DUTY + "必要时可以委托。"))
    first, heading, row = segments(difference(old, new))
    assert first == Gap("第一条", "第二条", 2)
    assert heading == Heading("第二章　开放")
    assert isinstance(row, Row)


def test_places_of_a_text_are_called_as_they_are_printed() -> None:
    head, plain = Passage("f1", "附录一", (Line("f1", "附录一", "绿道名录"),)), Line("f1-a2-k1", "", GOAL)
    name = naming(text_of(article(1, GOAL), head, Passage("f1-a2", "第二条", (plain,))))
    assert [name(anchor) for anchor in ("a1", "f1", "f1-a2-k1", "signature", "")] == [
        "第一条", "附录一", "附录一第二条", "落款", "",
    ]  # fmt: skip
    unnumbered = naming(text_of(Passage("f1", "", (Line("f1", "", "附表：　绿道名录"),))))
    assert unnumbered("f1") == "附表"


PAGE = """
<article><h1>题</h1><div class="text">
<p class="flush" id="addressee">各县区人民政府：</p>
<h3 class="chapter" id="c1"><a class="no" href="#c1">第一章</a>　总则</h3>
<section class="article" id="a1">
<div class="k" id="a1-k1"><h4><a href="#a1">第一条</a></h4>　<p>为<a class="term" href="#t">规范</a>
管理，依法承<span class="corr">担</span><small>〔公报印作“担担”〕</small>责任：<a class="kuan" href="#a1-k1"></a></p>
<ol class="x"><li id="a1-k1-x1"><a class="n" href="#a1-k1-x1">（一）</a>巡查；<p class="cited">被引</p></li></ol>
<aside aria-label="释义：第一条" class="note" id="n1">
<details><summary><b>释义</b>第一条</summary><p>注的文字。</p></details></aside>
</div></section>
<div class="run" id="h1-1"><h4><a class="no" href="#h1-1">（一）</a>目标。</h4><p>到2025年建成。</p></div>
<table><tbody><tr><td><p>甲</p></td><td><p>乙</p></td></tr></tbody></table>
</div><p>附录</p></article>
"""


def test_the_text_is_read_off_the_page_without_what_the_site_adds() -> None:
    units, notes = extract(PAGE)
    assert units == (
        Passage("addressee", "", (Line("addressee", "", "各县区人民政府："),)),
        Passage("c1", "第一章", (Line("c1", "第一章", "总则"),)),
        Passage(
            "a1",
            "第一条",
            (
                Line("a1-k1", "", "为规范 管理，依法承担责任：", ((10, "担", "担担"),)),
                Line("a1-k1-x1", "（一）", "巡查；"),
            ),
        ),
        Passage("h1-1", "（一）", (Line("h1-1", "（一）", "目标。到2025年建成。"),)),
        Passage("", "", (Line("", "", "甲　乙"),)),
    )
    assert notes == (Note("n1", "第一条", "注的文字。"),)


def test_texts_and_histories_survive_being_written() -> None:
    text = text_of(
        Passage("a1", "第一条", (CORRECTED, Line("a1-k2", "", "又。"))),
        notes=(Note("n1", "第一条", "注。"),),
        corrections=(Correction("a1", "担担", "担", "重出"),),
        facts={"备案号": "YZCR-1"},
    )
    assert parse(dump(text)) == text
    history = (
        History()
        .extended(Edition("2026.9", "2026-09-30"), {"a/1": held(text)})
        .extended(Edition("2026.10", "2026-10-31"), {})
    )
    assert History.parse(history.dump()) == history
    with pytest.raises(ValueError, match="schema"):
        parse('{"schema": 2}')


def kept(title: str, words: str = "", digest: str = "") -> Held:
    return Held(digest or title + words, words or title, title, None)


ONE, TWO, THREE = Edition("2026.9", "2026-09-30"), Edition("2026.10", "2026-10-31"), Edition("2026.11", "2026-11-21")


def test_a_history_knows_every_release_and_who_held_what_last() -> None:
    history = (
        History()
        .extended(ONE, {"a": kept("甲"), "b": kept("乙")})
        .extended(TWO, {"a": kept("甲"), "b": kept("乙", "新")})
        .extended(THREE, {"a": kept("甲", "新")})
    )
    assert history.at("2026.9") == {"a": kept("甲"), "b": kept("乙")}
    assert history.at("2026.11") == {"a": kept("甲", "新")}
    assert history.bearer("a", kept("甲")) == "2026.10"
    assert list(history.earlier("b", kept("乙", "再"))) == ["2026.10", "2026.9"]
    assert list(history.earlier("a", kept("甲"))) == ["2026.11"]


def test_documents_are_added_removed_changed_and_renamed() -> None:
    before = {
        "a": kept("甲"),
        "b": kept("乙"),
        "c": kept("丙"),
        "d": kept("丁", "旧"),
        "e": kept("戊"),
        "z": kept("末"),
    }
    now = {
        "a": kept("甲", "改"),
        "c2": kept("丙"),
        "d2": kept("丁", "新"),
        "f": kept("己"),
        "e2": kept("全新"),
        "z": kept("末"),
    }
    found = changes(before, now, {"e": "e2"})
    assert (found.added, found.removed, found.changed) == (("f",), ("b",), ("a",))
    assert found.renamed == (Renamed("c", "c2", False), Renamed("d", "d2", True), Renamed("e", "e2", True))
    assert found.pairs == (("a", "a"), ("d", "d2"), ("e", "e2"))


def test_what_two_documents_share_renames_neither() -> None:
    found = changes({"a": kept("通知")}, {"b": kept("通知", "一"), "c": kept("通知", "二")}, {})
    assert found.renamed == ()


RELATED = [
    ("云州市公共数据开放管理暂行办法", "云州市公共数据开放办法", True),
    (
        "济南市人民政府关于划定非道路移动机械低排放控制区的通告",
        "济南市人民政府关于划定非道路移动机械高排放禁用区和低排放控制区的通告",
        True,
    ),
    ("云州市人民政府关于加快发展会展业的意见", "云州市历史建筑保护办法", False),
]


@pytest.mark.parametrize(("old", "new", "expected"), RELATED)
def test_successors_are_of_one_matter(old: str, new: str, expected: bool) -> None:
    assert related(old, new) is expected
