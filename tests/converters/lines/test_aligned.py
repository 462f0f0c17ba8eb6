"""Tables that a text layer sets as the page has them are read back, cell for cell."""

from random import Random

import pytest

from converters.model import Kind
from converters.pipeline import read_source

HEAD = "云州市人民政府关于印发清单的通知\n云政发〔2024〕5号\n\n附件\n\n清单\n\n"
WORDS = "清理公布继续有效的文件编成目录在政府网站上市司法局财住房城乡建设水务农村公路提质安防工程改造"
WIDTHS = (8, 14, 10)
"""Of the columns behind 序号, in characters"""
PLACES = (2, 6, 16, 32)
"""Where the four begin"""


def table(random: Random) -> list[list[str]]:
    """Make a table: every cell takes one to four lines of its column, and does not fill the last."""
    head = ["序号", "工作任务", "具体内容", "牵头单位"]
    return [
        head,
        *[[str(number), *[cell(random, width) for width in WIDTHS]] for number in range(1, random.randint(4, 10))],
    ]


def cell(random: Random, width: int) -> str:
    return "".join(random.choices(WORDS, k=random.randint(0, 3) * width + random.randint(1, width - 1)))


def printed(rows: list[list[str]], *, centred: bool, squares: int) -> str:
    """Set a table as text layers do, in which a Chinese character takes one square or two."""
    lines = []
    for row in rows:
        cells = [
            [words[i : i + width] for i in range(0, len(words), width)]
            for words, width in zip(row, (2, *WIDTHS), strict=True)
        ]
        height = max(map(len, cells))
        tops = [(height - len(pieces)) // 2 if centred else 0 for pieces in cells]
        for i in range(height):
            line = "  "
            for pieces, top, place in zip(cells, tops, PLACES, strict=True):
                taken = sum(squares if char > "\u2e80" else 1 for char in line)
                line += " " * (place * squares - taken) + (pieces[i - top] if 0 <= i - top < len(pieces) else "")
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("squares", [1, 2])
@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_a_table_is_read_back(seed: int, squares: int, *, centred: bool) -> None:
    rows = table(Random(seed))  # noqa: S311 -- sample text, no secret
    reading = read_source("raw.txt", (HEAD + printed(rows, centred=centred, squares=squares)).encode())
    (document,) = reading.documents
    assert [[cell.s for cell in block.cells] for block in document.blocks if block.kind is Kind.ROW] == rows
    assert reading.account.balanced
