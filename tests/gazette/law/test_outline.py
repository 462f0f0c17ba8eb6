"""What 第三条, 前款 and 附件2 mean in a document."""

import pickle
import pickletools

import pytest

from gazette.law.mention import Pointer
from gazette.law.outline import Outline, Unit, annex_names
from gazette.law.places import Place, Rank

ENCLOSED = (
    "c1 a1 a1-k1 a2 a2-k1 a2-k2 a2-k3 a2-k3-x1 a2-k3-x2 "
    "c2 a2z1 a2z1-k1 a3 a3-k1 a3-k1-x1 a3-k1-x2 a3-k1-x2-m1 a3-k1-x2-m2 a3-k1-x3 a3-dup2 a3-dup2-k1 a4 a4-k1"
)
ANNEXES = "f1 f1-h1 f1-h1-1 f2 f2-a1 f2-a1-k1 f2-a2 f2-a2-k1"


def units() -> list[Unit]:
    found, chapter = [Unit("h1", ""), Unit("h1-2", "")], ""
    for anchor in ENCLOSED.split():
        chapter = anchor if anchor[0] == "c" else chapter
        found.append(Unit(anchor, "enclosed", "" if anchor == chapter else chapter))
    return found + [Unit(anchor, "" if "-" not in anchor else anchor[:2]) for anchor in ANNEXES.split()]


OUTLINE = Outline(tuple(units()))

FOUND = [
    ("第一条", "", ("a1",)),
    ("第二条第三款第二项", "", ("a2-k3-x2",)),
    ("第二条第二项", "", ("a2-k3-x2",)),
    ("第三条", "", ("a3", "a3-dup2")),
    ("第二条之一", "", ("a2z1",)),
    ("第一条", "f2-a2-k1", ("f2-a1",)),
    ("附件2第一条", "", ("f2-a1",)),
    ("附件1一、（一）", "", ("f1-h1-1",)),
    ("附件2", "a1-k1", ("f2",)),
    ("第九条", "", ()),
    ("附件3", "", ()),
    ("第二章", "a1-k1", ("c2",)),
    ("一、（二）", "", ("h1-2",)),
]


@pytest.mark.parametrize(("words", "near", "anchors"), FOUND)
def test_a_place_is_found_where_the_words_stand(words: str, near: str, anchors: tuple[str, ...]) -> None:
    place = Place.parse(words)
    assert place is not None
    assert OUTLINE.find(place, None, near) == anchors


def test_a_text_without_articles_is_cited_by_its_headings() -> None:
    headings = Outline((Unit("h1", ""), Unit("h2", ""), Unit("h2-1", ""), Unit("f1", ""), Unit("f1-h2", "f1")))
    places = [
        place for words in ("第二条第（一）项", "第二条", "第三条", "第二条第一款") if (place := Place.parse(words))
    ]
    assert [headings.find(place) for place in places] == [("h2-1",), ("h2",), (), ()]


def test_a_place_of_one_text_is_not_looked_for_in_another() -> None:
    place = Place.parse("第一条")
    assert place is not None
    assert OUTLINE.find(place, "f2") == ("f2-a1",)
    assert OUTLINE.find(place, "enclosed") == ("a1",)


POINTED = [
    (Pointer(Rank.PARAGRAPH, 1), None, "a2-k2", ("a2-k1",)),
    (Pointer(Rank.PARAGRAPH, 1), None, "a2-k3-x1", ("a2-k2",)),
    (Pointer(Rank.PARAGRAPH, 2), None, "a2-k3", ("a2-k1", "a2-k2")),
    (Pointer(Rank.PARAGRAPH, 2), None, "a2-k2", ()),
    (Pointer(Rank.PARAGRAPH, 1), None, "a1-k1", ()),
    (Pointer(Rank.PARAGRAPH, 1), None, "a3-k1-x3", ("a3-k1-x2",)),
    (Pointer(Rank.PARAGRAPH, 1), "第二项", "a3-k1-x3", ("a3-k1-x2-m2",)),
    (Pointer(Rank.ITEM, 1), None, "a2-k3-x2", ("a2-k3-x1",)),
    (Pointer(Rank.ARTICLE, 1), None, "a3-k1", ("a2z1",)),
    (Pointer(Rank.ARTICLE, 1), "第二款", "a2z1-k1", ("a2-k2",)),
    (Pointer(Rank.ARTICLE, 0), "第三款第一项", "a2-k1", ("a2-k3-x1",)),
    (Pointer(Rank.ARTICLE, 0), "第九款", "a2-k1", ()),
    (Pointer(Rank.ARTICLE, 1), None, "f2-a2-k1", ("f2-a1",)),
    (Pointer(Rank.CHAPTER, 1), None, "a4-k1", ("c1",)),
    (Pointer(Rank.CHAPTER, 1), None, "h1-2", ()),
    (Pointer(Rank.PARAGRAPH, 1), None, "nowhere", ()),
]


@pytest.mark.parametrize(("pointer", "words", "near", "anchors"), POINTED)
def test_a_pointer_is_followed(pointer: Pointer, words: str | None, near: str, anchors: tuple[str, ...]) -> None:
    assert OUTLINE.pointed(pointer, Place.parse(words) if words else None, near) == anchors


def test_what_a_place_leaves_out_is_where_it_stands() -> None:
    place = Place.parse("第二款")
    assert place is not None
    assert str(OUTLINE.complete(place, "a2-k3-x1")) == "第二条第二款"
    assert str(OUTLINE.complete(place, "h1")) == "第二款"


def test_a_range_holds_all_between_also_inserted_articles() -> None:
    assert OUTLINE.between("a1", "a3") == ("a1", "a2", "a2z1", "a3")
    assert OUTLINE.between("a2-k1", "a2-k3") == ("a2-k1", "a2-k2", "a2-k3")
    assert OUTLINE.between("a1", "a2-k1") == OUTLINE.between("a1", "f2-a2") == OUTLINE.between("a3", "a1") == ()


def test_a_unit_without_number_is_refused() -> None:
    with pytest.raises(ValueError, match="'title'"):
        _ = Unit("title", "").place


CITED = [
    (("f1",), {}, "f1-a2", "附件第二条"),
    (("f1", "f2"), {}, "f1-a2", "附件1第二条"),
    (("f1", "f2"), {"f1": "附录一"}, "f1-a2", "附录一第二条"),
    (("f1", "f2"), {"f1": "附录一"}, "f2", "附件2"),
    (("f1", "f1-dup2"), {"f1-dup2": "附录1"}, "f1-dup2-d2-1", "附录1的2.1"),
    (("f1", "f1-dup2"), {"f1-dup2": "附录1"}, "f1-d2-1", "附件的2.1"),
    (("f1",), {"f1": "附表一"}, "f1-h2-1", "附表一第二部分（一）"),
    (("f1",), {"f1": "附表一"}, "f1-h0-1", "附表一（一）"),
]


@pytest.mark.parametrize(("heads", "annexes", "anchor", "name"), CITED)
def test_an_annex_is_cited_as_it_is_printed(
    heads: tuple[str, ...], annexes: dict[str, str], anchor: str, name: str
) -> None:
    outline = Outline(tuple(Unit(head, "") for head in heads), annexes)
    assert outline.cite(anchor) == name
    assert pickle.loads(pickle.dumps(outline)).cite(anchor) == name  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("附录一　绿道名录", "附录一"),
        ("附件二　绿道名录", "附件二"),
        ("附表２　绿道名录", "附表2"),
        ("附图　绿道分布图", None),
        ("附：　绿道名录", None),
        ("附件：　绿道名录", None),
        ("附件２　绿道名录", None),
        ("附录", "附录"),
    ],
)
def test_what_an_anchor_does_not_tell_is_read_off_the_heading(heading: str, name: str | None) -> None:
    assert annex_names([("f2", heading)]).get("f2") == name


@pytest.mark.parametrize("outline", [Outline(()), Outline((Unit("a1", ""),)), OUTLINE], ids=["none", "one", "many"])
def test_an_outline_is_kept_in_as_many_values_however_many_units_it_has(outline: Outline) -> None:
    assert outline.position is outline.position  # worked out, and not kept
    kept = pickle.dumps(outline)
    assert pickle.loads(kept) == outline  # noqa: S301 - our own
    assert sum(op.name.endswith("UNICODE") for op, *_ in pickletools.genops(kept)) <= 2 + len(Unit._fields)


@pytest.mark.parametrize(
    ("anchor", "name"), [("a12345", "第12345条"), ("a0", ""), ("h0", ""), ("h12345", "第12345部分")]
)
def test_a_number_that_nobody_prints_has_a_name_all_the_same(anchor: str, name: str) -> None:
    assert Outline((Unit(anchor, ""),)).cite(anchor) == name
