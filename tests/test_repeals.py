"""Which of its citations a document ends."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.citations import Own, find_citations
from converters.repeals import find_repeals
from tests.paragraphs import TEXTS, Case, paragraphs
from tests.test_citations import CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    citations = find_citations(case.blocks, case.own)
    found = find_repeals(case.blocks, citations)
    assert [c.docno or c.title for c in found] == [docno or title for title, docno in case.ended]


def test_entry_of_a_list_gets_its_title() -> None:
    (case,) = (case for case in CASES if case.name.startswith("tables of a review"))
    first, _ = find_repeals(case.blocks, find_citations(case.blocks, case.own))
    assert (first.title, first.key[0]) == ("云州市人民政府关于加强夜市管理的意见",) * 2


def test_an_entry_without_marks_gets_its_title_from_before_its_bracket() -> None:
    blocks = paragraphs("对下列规章予以废止：", "1.云州市供水管理办法（1998年6月3日市政府令第32号公布）；")
    (found,) = find_repeals(blocks, find_citations(blocks, Own()))
    assert (found.title, found.docno) == ("云州市供水管理办法", "市政府令第32号")


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=150)
def test_repeals_are_places_of_citations(texts: list[str]) -> None:
    blocks = paragraphs(*texts)
    citations = find_citations(blocks, Own())
    places = {(c.block, c.start) for c in citations}
    assert {(c.block, c.start) for c in find_repeals(blocks, citations)} <= places


@pytest.mark.parametrize("unit", ["《甲办法》废止", "废止《甲办法》、", "《甲》、", "废止"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    blocks = paragraphs(unit * 10_000)
    citations = find_citations(blocks, Own())
    begin = process_time()
    find_repeals(blocks, citations)
    assert process_time() - begin < 10
