"""The records of corpus.json: read once for each state of the file, and taken from what an earlier build has kept."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from converters.model import DocumentKind
from gazette import corpus, corpusfile
from tests.test_cost import record


def test_every_kind_that_the_converters_tell_has_a_name() -> None:
    assert corpus.KINDS.keys() == {*DocumentKind}


def written(path: Path, *titles: str) -> Path:
    """Write a corpus.json of so many documents."""
    documents = [record(f"yunzhengfa/2024/{number}", number) | {"title": title} for number, title in enumerate(titles)]
    path.write_text(json.dumps({"schema": 1, "sources": [], "documents": documents}, ensure_ascii=False), "utf-8")
    return path


def titles(found: corpus.Corpus) -> list[str]:
    return [document.title for document in found.documents]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often JSON is read, by its length."""
    found: list[int] = []
    loads = json.loads

    def counted(text: str) -> Any:
        found.append(len(text))
        return loads(text)

    monkeypatch.setattr(corpusfile.json, "loads", counted)  # type: ignore[attr-defined]
    monkeypatch.setattr(corpusfile, "_read_before", {})
    return found


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be another process."""
    monkeypatch.setattr(corpusfile, "_read_before", {})


def test_a_file_is_read_once_for_each_of_its_states(tmp_path: Path, parsed: list[int]) -> None:
    path = written(tmp_path / "corpus.json", "甲")
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert corpusfile.load(path) is corpusfile.load(link)
    assert len(parsed) == 1
    written(path, "甲", "乙")
    assert titles(corpusfile.load(path)) == ["甲", "乙"]
    assert len(parsed) == 2


def test_the_next_build_takes_what_was_kept(tmp_path: Path, parsed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    path, kept = written(tmp_path / "corpus.json", "甲", "乙"), tmp_path / "kept" / "corpus.pickle"
    corpusfile.load_kept(path, kept, "1")
    first = corpusfile.load(path)
    forget(monkeypatch)
    corpusfile.load_kept(path, kept, "1")
    assert corpusfile.load(path) == first
    assert corpusfile.load(path).by_id["yunzhengfa/2024/1"].title == "乙"
    assert len(parsed) == 1


def test_another_file_or_program_reads_it_anew(
    tmp_path: Path, parsed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = written(tmp_path / "corpus.json", "甲"), tmp_path / "corpus.pickle"
    corpusfile.load_kept(path, kept, "1")
    forget(monkeypatch)
    corpusfile.load_kept(path, kept, "2")
    assert len(parsed) == 2
    state = path.stat()
    written(path, "丙")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))  # of the same size and time
    forget(monkeypatch)
    corpusfile.load_kept(path, kept, "2")
    assert titles(corpusfile.load(path)) == ["丙"]


def test_a_source_without_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(corpusfile.CorpusError, match="run the converters first"):
        corpusfile.load_kept(tmp_path / "corpus.json", tmp_path / "corpus.pickle", "1")
