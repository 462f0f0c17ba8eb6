"""Which of its citations a document ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.annotations.citations import Own, find_citations
from converters.annotations.repeals import find_repeals
from tests.conftest import quickly
from tests.converters.annotations.test_citations import CASES
from tests.paragraphs import TEXTS, Case, paragraphs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    citations = find_citations(case.blocks, case.own)
    found = find_repeals(case.blocks, citations)
    assert [c.docno or c.title for c in found] == [docno or title for title, docno in case.ended]


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
    with quickly():
        find_repeals(blocks, citations)
