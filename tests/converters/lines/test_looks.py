"""Looks: what saves time must not change what a line is taken for."""

import pytest

from converters.lines.looks import _LOOKS, Form, look
from converters.printed.characters import without_blanks
from tests.conftest import FIXTURES, SAMPLES
from tests.rawtext import lines as read


def lines() -> list[str]:
    """List the lines of all raw texts that the tests know, half-width marks made full."""
    files = [*sorted(FIXTURES.glob("*/*.txt")), *SAMPLES]
    texts = [path.read_bytes().decode(errors="replace") for path in files]
    return sorted({line.strip() for text in texts for line in text.split("\n") if line.strip()})


def test_beginning_and_holding_only_save_time() -> None:
    for line in lines():
        tight = without_blanks(line)
        slowly = next((form for form, _, _, pattern in _LOOKS if pattern.fullmatch(tight)), Form.PLAIN)
        assert look(tight, tight) is slowly, line


@pytest.mark.parametrize("form", [form for form, *_ in _LOOKS])
def test_every_look_is_met(form: Form) -> None:
    assert form in {look(line, without_blanks(line)) for line in lines()}


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("第一章　总则", Form.CHAPTER),
        ("第十二条之一　绿道", Form.ARTICLE),
        ("一、规划", Form.LEVEL1),
        ("一．规划", Form.LEVEL1),
        ("二十五规划", Form.PLAIN),
        ("（一）规划", Form.LEVEL2),
        ("1.规划", Form.LEVEL3),
        ("（1）规划", Form.LEVEL4),
        ("附件2", Form.ANNEX),
        ("附件：1.名单", Form.ANNEX_LIST),
        ("（2024年5月22日印发）", Form.PRINTED),
        ("二〇二四年五月二十日", Form.DATE),
        ("云政发〔2024〕12号", Form.DOCNO),
        ("|范里|局长|", Form.CELLS),
        ("4.9%的绿道", Form.PLAIN),
    ],
)
def test_a_line_has_the_form_that_it_looks_like(raw: str, form: Form) -> None:
    (line,) = read(raw)
    assert line.form is form
