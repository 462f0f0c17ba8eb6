"""The reading of plain files that stands for MyST-Parser's: it accepts what the writer writes, and reads it alike."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.myst import escape
from converters.pipeline import read_source
from converters.proof import readback
from converters.proof.readback import read_back, read_plain
from tests.conftest import SAMPLES
from tests.converters.test_myst import MARKUP, PLACES, WORDS
from tests.rawtext import NOTICE, document, write_document

LINES = st.text(st.sampled_from("甲。 -+*_#>|:=%()[]{}`\\~$&^<!.1\"'\n\t\u3000"), max_size=12)
"""Lines of marks, escaped or not, that begin and end anything."""


def alike(text: str) -> bool:
    """Whether a file is not plain, or both read the same in it: words but for white space, and anchors."""
    plain = read_plain(text)
    if plain is None:
        return True
    words, anchors = read_back(text)
    return ("".join(plain[0].split()), plain[1]) == ("".join(words.split()), anchors)


def file_of(blocks: Sequence[str]) -> str:
    """Join blocks as the writer does."""
    return "\n".join(["---\norphan: true\n---\n", *(f"{block.rstrip(chr(10))}\n" for block in blocks)])


@settings(max_examples=300)
@given(st.lists(st.tuples(WORDS.filter(str.strip), st.sampled_from(PLACES)), min_size=1, max_size=4))
def test_what_the_writer_writes_is_read_as_myst_parser_reads_it(blocks: list[tuple[str, str]]) -> None:
    assert alike(file_of([place.format(escape(words.strip())) for words, place in blocks]))


@settings(max_examples=600)
@given(st.lists(st.tuples(LINES, st.sampled_from(("{}\n", *PLACES))), min_size=1, max_size=4))
def test_what_nobody_escaped_is_refused_or_read_as_myst_parser_reads_it(blocks: list[tuple[str, str]]) -> None:
    assert alike(file_of([place.format(words) for words, place in blocks]))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_refused_or_read_as_myst_parser_reads_it(words: str, place: str) -> None:
    assert alike(file_of([place.format(words)]))
    assert alike(file_of([place.format(escape(words))]))


@pytest.mark.parametrize("place", ["甲{}乙\n", "{}甲\n", "甲{}\n", "# {}\n", "- {}\n", "|   |\n| --- |\n| {} |\n"])
def test_every_character_is_refused_or_read_as_myst_parser_reads_it(place: str) -> None:
    plain = 0
    characters = [char for char in map(chr, range(0x3100)) if unicodedata.category(char) != "Cn"]
    for start in range(0, len(characters), 40):
        batch = [f"{place.format(char)}" for char in characters[start : start + 40]]
        if read_plain(file_of(batch)):
            plain += 1
            assert alike(file_of(batch))
        else:
            assert all(alike(file_of([block])) for block in batch)
    assert plain > 200


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_document_needs_the_parser(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readback, "read_back", None)
    for one in read_source(sample.name, sample.read_bytes()).documents:
        write_document(one, None)


def test_a_file_that_is_not_plain_is_read_by_the_parser() -> None:
    raw = document(NOTICE)
    text = write_document(raw, None)
    assert read_plain(text)
    assert read_plain(f"{text}\n<b>甲</b>\n") is None
    with pytest.raises(readback.WriterError, match="the Markdown holds"):
        readback.check(f"{text}\n<b>甲</b>\n", raw)


@pytest.mark.parametrize("more", ["\n甲\n", "\n{#a99}\n甲\n", "甲\n"])
def test_words_and_anchors_too_many_are_a_fault(more: str) -> None:
    raw = document(NOTICE)
    with pytest.raises(readback.WriterError, match="the Markdown"):
        readback.check(write_document(raw, None) + more, raw)
