"""Looks: what saves time must not change what a line is taken for."""

from pathlib import Path

import pytest

from converters.characters import without_blanks
from converters.looks import _LOOKS, Form, look

FIXTURES = Path(__file__).parent / "fixtures"
RAW = Path(__file__).parents[1] / "source" / "raw"


def lines() -> list[str]:
    """List the lines of all raw texts that the tests know, half-width marks made full."""
    files = [*sorted(FIXTURES.glob("*/*.txt")), *sorted(RAW.glob("*.txt"))]
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
