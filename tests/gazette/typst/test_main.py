"""All PDFs of a source by one command: what it makes, and that it makes nothing where nothing has changed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import Mock

import pytest

from gazette.typst import __main__ as typst_main
from gazette.typst import last as typst_last
from gazette.typst.last import snapshot
from tests.conftest import MIDDAY, ROOT, run
from tests.gazette.typst.test_compile import digests
from tests.test_incremental import Archive

NOTE = ":::{{law:note}} 第一条\n:type: 释义\n{}\n:::\n"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "source" / "_ext"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MIDDAY)
    monkeypatch.setattr(typst_last, "TICK", 0)  # files of a test have just been written
    made = Archive(tmp_path, Random(5))  # noqa: S311  # sample text, no secret
    made.add()
    made.convert()
    return made


def places(archive: Archive) -> tuple[Path, Path, Path]:
    return archive.source, archive.folder / "tree", archive.folder / "pdf"


def make(archive: Archive) -> int:
    return typst_main.main([*map(str, places(archive)), "--shards", str(archive.folder / "shards"), "--packaged"])


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Watch how often texts are written."""
    spy = Mock(wraps=typst_main.write)
    monkeypatch.setattr(typst_main, "write", spy)
    return spy


def edit_note(archive: Archive) -> None:
    document = min((archive.source / "doc").rglob("*.md")).relative_to(archive.source / "doc")
    note = archive.source / "notes" / document
    note.parent.mkdir(parents=True, exist_ok=True)
    before = note.read_text("utf-8") if note.exists() else ""
    note.write_text(NOTE.format(f"{before.count('见') + 1}见第一条。"), "utf-8")


def lose_pdf(archive: Archive) -> None:
    min((archive.folder / "pdf").glob("*.pdf")).unlink()


def lose_text(archive: Archive) -> None:
    min((archive.folder / "tree" / "doc").rglob("*.typ")).unlink()


def strange_pdf(archive: Archive) -> None:
    (archive.folder / "pdf" / "gone-2020-1.pdf").write_bytes(b"%PDF")


def test_where_nothing_has_changed_nothing_is_started(
    archive: Archive, write: Mock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(archive) == 0
    made = digests(archive.folder / "pdf")
    assert any(name.startswith("zh-hant/") for name in made)
    assert write.call_count == 1
    capsys.readouterr()
    for _ in range(2):
        assert make(archive) == 0
        assert capsys.readouterr().err.startswith(f"0 PDFs set, {len(made)} unchanged, ")
    assert write.call_count == 1
    assert digests(archive.folder / "pdf") == made


def test_whatever_changes_the_pdfs_are_as_if_made_step_by_step(
    archive: Archive, write: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make(archive) == 0
    changes: list[Callable[[Archive], None]] = [edit_note, lose_pdf, lose_text, strange_pdf]
    for count, change in enumerate(changes, 2):
        change(archive)
        assert make(archive) == 0
        assert write.call_count == count
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MIDDAY) + 86400))
    assert make(archive) == 0
    assert write.call_count == len(changes) + 2
    source, tree, out = (archive.folder / name for name in ("source", "tree-2", "pdf-2"))
    run("gazette.typst.build", source, tree, "--shards", archive.folder / "shards-2")
    run("gazette.typst.compile", tree, out, "--source", source, "--packaged")
    assert digests(archive.folder / "pdf") == digests(out)


def test_a_text_that_cannot_be_set_is_told_each_time(
    archive: Archive, write: Mock, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_note(archive)
    note = next((archive.source / "notes").rglob("*.md"))
    note.write_text(note.read_text("utf-8").replace("见", "\ue123"), "utf-8")
    for _ in range(2):
        capsys.readouterr()
        assert make(archive) == 1
        assert "U+E123" in capsys.readouterr().err
    assert write.call_count == 2


def test_what_was_written_just_now_is_not_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("a")
    assert not snapshot([tmp_path]).settled
    monkeypatch.setattr(typst_last, "TICK", 0)
    assert snapshot([tmp_path]).settled


def test_an_edited_note_needs_no_dictionaries(archive: Archive) -> None:
    """They take longer to load than all else that is done for a note."""
    source, tree, _ = places(archive)
    command = [str(source), str(tree), "--shards", str(archive.folder / "shards")]
    run("gazette.typst.build", *command)
    edit_note(archive)
    code = f"import sys; from gazette.typst.build import main; main({command}); print('pypinyin' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
    assert said.stderr.startswith("1 texts written")
