"""Which documents a text cites: readable cases, and what holds for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.annotations.citations import Own, find_citations
from converters.model import Kind
from tests.conftest import quickly
from tests.paragraphs import FOLDER, TEXTS, Case, paragraph, paragraphs, read_cases

CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = find_citations(case.blocks, case.own)
    assert [(c.title, c.docno) for c in found] == case.cited
    assert [c.key for c in found] == case.keys


def test_line_is_that_of_the_first_character() -> None:
    wrapped = paragraph("根据《甲办法》和国家的《乙条例》。").but(marks=((0, 7), (10, 9)))
    first, second = find_citations([wrapped], Own())
    assert (first.line, second.line) == (7, 9)


def test_span_holds_title_and_docno() -> None:
    text = "根据《甲办法》（云政发〔2019〕3号）执行云政发〔2020〕1号。"
    (block,) = paragraphs(text)
    spans = [text[c.start : c.end] for c in find_citations([block], Own())]
    assert spans == ["《甲办法》（云政发〔2019〕3号）", "云政发〔2020〕1号"]


def test_span_of_a_row_counts_in_its_text() -> None:
    (case,) = (case for case in CASES if case.name.startswith("cells of a row"))
    first, second = find_citations(case.blocks, case.own)
    assert case.blocks[first.block].text[first.start : first.end] == "《云州市犬类管理规定》云政发〔2018〕3号"
    assert case.blocks[second.block].text[second.start : second.end] == "云政发〔2019〕4号"


@given(st.lists(st.tuples(TEXTS, st.sampled_from(Kind)), max_size=4), st.lists(TEXTS, max_size=2))
@settings(max_examples=150)
def test_any_text_is_read_and_spans_lie_in_it(blocks: list[tuple[str, Kind]], titles: list[str]) -> None:
    read = [paragraph(text, kind) for text, kind in blocks]
    found = find_citations(read, Own(tuple(titles)))
    for citation in found:
        assert 0 <= citation.start < citation.end <= len(read[citation.block].text)
        assert citation.title or citation.docno
    assert [(c.block, c.start) for c in found] == sorted((c.block, c.start) for c in found)


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "《甲",
        "《甲》",
        "《《甲》",
        "《甲》（",
        "（",
        "（云政发〔2019〕",
        "《甲办法》（以下简称《乙》）",
        "云政发〔2019〕1号、",
    ],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    with quickly():
        find_citations(paragraphs(unit * 20_000), Own())
