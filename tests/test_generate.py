"""Generated gazettes: the same seed gives the same bytes, and the converter finds every document in them."""

from pathlib import Path
from random import Random

import pytest

from converters.pipeline import convert, read_source
from tests.dialects import STYLES
from tests.generate import issue, main


@pytest.mark.parametrize("style", ["plain", "columns-20"])
def test_every_generated_document_is_found(style: str) -> None:
    text = issue(Random(3), 2024, 5, 6, 12, STYLES[style])  # noqa: S311  # sample text, no secret
    corpus = convert([read_source("issue.txt", text.encode())])
    assert [document.id for document in corpus.documents] == [
        f"yunzheng{'fa' if n % 3 else 'zi'}/2024/{n}" for n in range(25, 31)
    ]
    assert sum(enclosed.articles for document in corpus.documents for enclosed in document.enclosed) == 4 * 13
    (source,) = corpus.sources
    assert source.issue is not None
    assert (source.issue.title, source.issue.year, source.issue.number) == ("云州市人民政府公报", 2024, 5)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        main([str(tmp_path / name), "--issues", "2", "--documents", "2", "--articles", "3"])
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    assert len(written) == 2
