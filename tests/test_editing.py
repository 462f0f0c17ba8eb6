"""Raw texts as they are met, and the blocks that a careful editor makes of them.

A file of cases (fixtures/editing) is a list of these, with a blank line between two::

    ### what the case shows
    a raw text
    =>
    kind level | text                 a block a line; a run-in heading ends at ¦, the cells of a row at |
"""

import pytest

from converters.pipeline import convert, read_source
from tests.conftest import FIXTURES


def cases() -> list[tuple[str, str, list[str]]]:
    """Read name, raw text and wanted blocks of every case."""
    found = []
    for path in sorted((FIXTURES / "editing").glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("### ")[1:]:
            name, _, body = case.partition("\n")
            raw, _, wanted = body.partition("=>\n")
            found.append((name, raw, wanted.rstrip("\n").split("\n")))
    return found


def read_blocks(raw: str) -> list[str]:
    """Convert a raw text and list its blocks as a case has them."""
    blocks = [
        block for document in convert([read_source("raw.txt", raw.encode())]).documents for block in document.blocks
    ]
    out = []
    for block in blocks:
        words = " | ".join(cell.s for cell in block.cells) or block.text
        text = f"{words[: block.split]} ¦ {words[block.split :]}" if block.split else words
        out.append(f"{block.kind} {block.level or ''}".rstrip() + f" | {text}".rstrip())
    return out


@pytest.mark.parametrize(("raw", "wanted"), [pytest.param(raw, wanted, id=name) for name, raw, wanted in cases()])
def test_a_raw_text_is_read_as_an_editor_reads_it(raw: str, wanted: list[str]) -> None:
    assert read_blocks(raw) == wanted


@pytest.mark.parametrize("raw", [pytest.param(raw, id=name) for name, raw, _ in cases()])
def test_no_character_of_it_is_lost(raw: str) -> None:
    assert read_source("raw.txt", raw.encode()).account.balanced
