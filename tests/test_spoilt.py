"""Nothing is lost, however scan, OCR and text layer spoil a gazette: excerpts that tests know, spoilt at random."""

from random import Random

import pytest

from converters.corpus import to_json
from converters.myst import markdown
from converters.pipeline import convert, read_source
from tests.conftest import FIXTURES, SAMPLES
from tests.rawtext import words_of

FILES = sorted([*FIXTURES.glob("*/*.txt"), *SAMPLES])
SIGNS = (
    '《》〈〉（）()“”"〔〕[]【】，。；：、,.;:—-–·*#|<>$ \t　\n\u200b\x00'
    "第一二三十条款章节附件年月日号０１O0lI24①②■ABab%℃√＋"
)
MARKS = (
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<br>", "|---|---|\n", "**", "# ", "![](a.jpg)", "```\n", "$x$",
    "---\n", "┌──┬──┐\n", "│", "&nbsp;", "— 3 —\n", "第一条 ", "（一）", "一、", "1.1 ", "附件1\n", "目录\n",
    "云州市人民政府公报\n", "云政发〔2024〕3号\n", "2024年3月5日\n", "序号 名称\n1 甲\n",
)  # fmt: skip
"""What begins something, where it should not."""
LONGEST = 2500
"""Characters of an excerpt."""


def spoilt(text: str, random: Random) -> str:
    """Give a text with characters put in, taken out, repeated elsewhere, and set apart by blanks or line breaks."""
    chars = list(text)
    for _ in range(random.choice((1, 5, 30))):
        place, size = random.randrange(len(chars) + 1), random.choice((1, 1, 3, 20, 200))
        match random.randrange(4):
            case 0:
                chars[place:place] = random.choices((*SIGNS, *MARKS), k=min(size, 5))
            case 1:
                del chars[place : place + size]
            case 2:
                start = random.randrange(len(chars) + 1)
                chars[place:place] = chars[start : start + size]
            case _:
                gap = random.choice(" 　\n")
                chars[place : place + size] = [char for pair in chars[place : place + size] for char in (pair, gap)]
    few = chars.count("\x00") * 200 < len(chars)  # what is full of control characters is no text
    return "".join(chars if few else filter("\x00".__ne__, chars)) or "云"


@pytest.mark.parametrize("seed", range(120))
def test_of_a_spoilt_text_nothing_is_lost(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # sample text, no secret
    text = random.choice(FILES).read_bytes().decode("utf-8", "replace")
    start = random.randrange(max(len(text) - LONGEST, 1))
    reading = read_source("raw.txt", spoilt(text[start : start + LONGEST], random).encode())
    assert [edit for edit in reading.account.edits if edit.rule == "unaccounted"] == []
    assert reading.account.text == words_of(block for document in reading.documents for block in document.blocks)
    to_json(convert([reading]))
    for document in reading.documents:
        markdown(document, reading.source.page)
