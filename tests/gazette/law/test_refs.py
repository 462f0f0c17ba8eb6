"""References as people write them: text → canonical spelling and anchor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import anchors
from converters.printed import characters as printed_characters
from converters.printed import numerals as printed
from converters.printed.forms import LEVEL_RES
from gazette import addresses, characters
from gazette.law import numerals
from gazette.law.places import Place, Rank
from gazette.law.refs import Docno, Ref, parse, parse_docno, title_key
from tests.conftest import quickly

PLACES = [
    ("第十二条", "第十二条", "a12"),
    ("第12条", "第十二条", "a12"),
    ("第１２条", "第十二条", "a12"),
    ("12条", "第十二条", "a12"),
    ("12条2款", "第十二条第二款", "a12-k2"),
    ("第 12 条 第 2 款", "第十二条第二款", "a12-k2"),
    ("第十二條第二款第（三）項", "第十二条第二款第（三）项", "a12-k2-x3"),
    ("第十二条第二款第(三)项第4目", "第十二条第二款第（三）项第4目", "a12-k2-x3-m4"),
    ("第十二条第三项", "第十二条第（三）项", "a12-x3"),
    ("第十二条之一", "第十二条之一", "a12z1"),
    ("第12-1条", "第十二条之一", "a12z1"),
    ("第一百零五条", "第一百零五条", "a105"),
    ("第二编", "第二编", "b2"),
    ("第二编第三章", "第二编第三章", "c3"),
    ("第三章第二节", "第三章第二节", "c3-s2"),
    ("第三章第二节第十二条", "第三章第二节第十二条", "a12"),
    ("一、", "一、", "h1"),
    ("一、（二）", "一、（二）", "h1-2"),
    ("一（二）3", "一、（二）3.", "h1-2-3"),
    ("一、（二）3.（1）", "一、（二）3.（1）", "h1-2-3-1"),
    ("二、1.", "二、1.", "h2-0-1"),
    ("附件2", "附件2", "f2"),
    ("附件", "附件1", "f1"),
    ("附件3-1", "附件3-1", "f3z1"),
    ("附件3－1第三条第一款", "附件3-1第三条第一款", "f3z1-a3-k1"),
    ("附录二", "附件2", "f2"),
    ("附件2一、（二）", "附件2一、（二）", "f2-h1-2"),
    ("附件2第三条第一款", "附件2第三条第一款", "f2-a3-k1"),
    ("a12-k2", "第十二条第二款", "a12-k2"),
]


@pytest.mark.parametrize(("text", "spelling", "anchor"), PLACES)
def test_a_place_is_read_spelled_and_addressed(text: str, spelling: str, anchor: str) -> None:
    place = Place.parse(text)
    assert place is not None
    assert (str(place), place.anchor) == (spelling, anchor)
    assert Place.parse(spelling) == place


@pytest.mark.parametrize(
    "text",
    ["", "第条", "条", "第十十条", "第二款第十二条", "第三项第二款", "第零条", "十二条款", "title", "第三条第五条"],
)
def test_what_is_no_place(text: str) -> None:
    assert Place.parse(text) is None


REFS = [
    ("济政发〔2019〕19号", "济政发〔2019〕19号"),
    ("济政发[2019]第19号", "济政发〔2019〕19号"),
    ("济政发（２０１９）19號", "济政发〔2019〕19号"),
    ("济政发【2019】 19 号 第12条", "济政发〔2019〕19号第十二条"),
    ("国务院令第565号", "国务院令第565号"),
    ("国务院令（第五百六十五号）第3条", "国务院令第565号第三条"),
    ("省政府第311号令", "省政府令第311号"),
    ("《云州市信用管理办法（试行）》第12条", "《云州市信用管理办法（试行）》第十二条"),
    ("《信用办法》（云政发〔2020〕3号）第二款", "《信用办法》（云政发〔2020〕3号）第二款"),
    ("《云州市〈公文条例〉实施办法》", "《云州市〈公文条例〉实施办法》"),
    ("《云州市《公文条例》实施办法》", "《云州市〈公文条例〉实施办法》"),
    ("云州市信用管理办法", "《云州市信用管理办法》"),
    ("云州市二〇二四年绿道计划第三条", "《云州市二〇二四年绿道计划》第三条"),
    ("云州市信用管理办法（试行）第三条", "《云州市信用管理办法（试行）》第三条"),
    ("第十二条之一", "第十二条之一"),
    ("附件2", "附件2"),
]


@pytest.mark.parametrize(("text", "spelling"), REFS)
def test_a_reference_is_read_and_spelled(text: str, spelling: str) -> None:
    ref = parse(text)
    assert str(ref) == spelling
    assert parse(spelling) == ref


@pytest.mark.parametrize("text", ["", "《》", "《没有完", "，", "第三条至", "《办法》，第三条", "济政发〔2019〕号"])
def test_what_is_no_reference(text: str) -> None:
    assert parse(text) is None


def test_the_parts_of_a_reference() -> None:
    ref = parse("《信用办法》（云政发〔2020〕3号）第二条")
    assert ref is not None
    assert (ref.title, ref.docno, ref.place) == ("信用办法", Docno("云政发", 2020, 3), Place.parse("第二条"))


@pytest.mark.parametrize("text", ["第3条", "云政发2020", "《云政发〔2020〕3号》"])
def test_what_is_no_docno(text: str) -> None:
    assert parse_docno(text) is None


def test_titles_are_the_same_without_their_marks() -> None:
    assert title_key("关于印发《信用办法》的通知") == title_key("关于印发〈信用 办法〉的通知")
    assert title_key("中华人民共和国") == "中华人民共和国"
    assert title_key("信用办法（试行）") != title_key("信用办法")


def test_characters_are_those_of_the_converters() -> None:
    assert characters.HAN == printed_characters.HAN


def test_numerals_are_those_of_the_converters() -> None:
    assert all(numerals.han(value) == printed.han(value) for value in range(10_003))


HEADINGS = (
    "一、目标 一．目标 （三）目标 (三)目标 3.目标 3．2024年目标 3、目标 （3）目标 3）目标 "
    "目标 4.9亿元 2024.目标 2024年目标 一是目标 0）目标"
)


@pytest.mark.parametrize("words", HEADINGS.split())
def test_numbers_of_headings_are_those_of_the_converters(words: str) -> None:
    found = [(match["number"], level) for level, form in LEVEL_RES if (match := form.fullmatch(words))]
    assert numerals.levelled(words) == next(iter(found), None)


@given(st.text("零〇两一二五九十百千05９条", max_size=6))
def test_numerals_are_read_as_the_converters_do(text: str) -> None:
    assert (numerals.number(text) or 0) == printed.parse(text)


def test_anchors_are_those_of_the_converters() -> None:
    k2 = anchors.paragraph(anchors.article(12, 1), 2)
    assert Place.parse("第十二条之一第二款") == Place.of_anchor(k2)
    for anchor in (
        anchors.part(3),
        anchors.chapter(3),
        anchors.section(3, 2),
        anchors.article(7),
        k2,
        anchors.item(k2, 3),
        anchors.subitem(anchors.item(k2, 3), 4),
        anchors.heading((1, 2, 3)),
        anchors.heading((2, 0, 1)),
        anchors.decimal((2, 1, 2)),
        anchors.within(anchors.decimal((2, 1)), anchors.heading((0, 3))),
        anchors.annex(2),
        anchors.within(anchors.annex(2), k2),
        anchors.within(anchors.annex(2), anchors.decimal((1, 1))),
    ):
        place = Place.of_anchor(anchor)
        assert place is not None
        assert place.anchor == anchor
    assert addresses.ANCHOR_RE == anchors.ANCHOR_RE


def test_what_is_no_anchor_is_told_at_once() -> None:
    with quickly():
        assert not anchors.ANCHOR_RE.fullmatch("a" * 100 + "!")


def test_the_second_of_two_has_the_place_of_the_first() -> None:
    assert Place.of_anchor("a3-dup2-k1") == Place.of_anchor("a3-k1")
    assert Place.of_anchor("signature") is Place.of_anchor("a3-q1") is None


def test_a_place_is_cut_off_after_a_rank() -> None:
    place = Place.parse("第三章第十二条第二款")
    assert place is not None
    assert (str(place.up_to(Rank.ARTICLE)), place.up_to(Rank.ITEM), place.rank) == (
        "第三章第十二条",
        None,
        Rank.PARAGRAPH,
    )


REFERENCE_ALPHABET = "济政发令〔〕[]（）()《》〈〉2019十二之一第条条款项目章附件号、.-— 　"


@given(st.text(REFERENCE_ALPHABET, max_size=30) | st.text(max_size=30))
def test_any_text_is_read_or_refused_and_what_is_read_is_spelled_stably(text: str) -> None:
    ref = parse(text)
    assert ref is None or str(parse(str(ref))) == str(ref)


ranks = st.sampled_from([Rank.ARTICLE, Rank.PARAGRAPH, Rank.ITEM, Rank.SUBITEM])


@given(st.lists(st.integers(1, 300), min_size=1, max_size=4), st.integers(0, 3))
def test_every_place_in_an_article_goes_round(values: list[int], branch: int) -> None:
    anchor = "-".join(letter + str(value) for letter, value in zip("akxm", values, strict=False))
    if branch:
        anchor = anchor.replace(f"a{values[0]}", f"a{values[0]}z{branch}", 1)
    place = Place.of_anchor(anchor)
    assert place is not None
    assert place.anchor == anchor
    assert Place.parse(str(place)) == place


def test_a_reference_without_document_speaks_of_its_own_text() -> None:
    assert parse("第十二条") == Ref(place=Place.of_anchor("a12"))
