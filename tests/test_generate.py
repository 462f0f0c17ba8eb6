"""Generated gazettes: the same seed gives the same bytes, and the converter finds every document in them."""

from pathlib import Path
from random import Random

import pytest

from converters.pipeline import convert, read_source
from tests.dialects import STYLES
from tests.generate import CITIES, LENGTHS, Issue, issue, issues, main, opinion, rule, subject


@pytest.mark.parametrize("style", ["plain", "columns-20"])
def test_every_generated_document_is_found(style: str) -> None:
    random = Random(3)  # noqa: S311  # sample text, no secret
    made = [rule(random, n, 2024, 12) if n % 3 else opinion(random, n, 2024) for n in range(25, 31)]
    text = issue(Issue(CITIES[0], 2024, 5), made, STYLES[style])
    corpus = convert([read_source("issue.txt", text.encode())])
    assert [document.id for document in corpus.documents] == [
        f"yunzheng{'fa' if n % 3 else 'zi'}/2024/{n}" for n in range(25, 31)
    ]
    assert sum(enclosed.articles for document in corpus.documents for enclosed in document.enclosed) == 4 * 13
    (source,) = corpus.sources
    assert source.issue is not None
    assert (source.issue.title, source.issue.year, source.issue.number) == ("云州市人民政府公报", 2024, 5)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, size in (("one", "20"), ("other", "30")):
        main([str(tmp_path / name), "--documents", size])
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert len(one) == 2
    assert one.items() < other.items()


def test_a_generated_corpus_is_like_a_real_one(tmp_path: Path) -> None:
    main([str(tmp_path), "--documents", "80"])
    corpus = convert([read_source(path.name, path.read_bytes()) for path in sorted(tmp_path.iterdir())])
    anchors = [sum(block.anchor is not None for block in document.blocks) for document in corpus.documents]
    characters = sum(len(path.read_text("utf-8")) for path in tmp_path.iterdir()) / len(corpus.documents)
    assert len(corpus.documents) == 80
    assert 0.8 < characters / (sum(LENGTHS) / len(LENGTHS)) < 1.3
    assert 30 < sum(anchors) / len(anchors) < 80
    cited = [citation.target for document in corpus.documents for citation in document.citations]
    assert sum(target is not None for target in cited) > 80


def test_no_two_documents_of_a_city_are_about_the_same() -> None:
    assert len({subject(number, year) for year in range(2010, 2025) for number in range(1, 121)}) == 1800


def test_every_city_has_a_gazette() -> None:
    first = list(issues(1000))
    assert {each.city for each in first} == set(CITIES)
    assert len({each.file for each in first}) == len(first) == 100
