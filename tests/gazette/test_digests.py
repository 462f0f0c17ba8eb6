"""Digests of files: a file is read again when it is another one, and only then."""

import hashlib
import os
from pathlib import Path
from unittest.mock import Mock

import pytest

from gazette import digests
from gazette.digests import Digests

NAMES = ("a.txt", "folder/b.txt")
OLD = 1_700_000_000_000_000_000


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of files that were changed long ago."""
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    for name in NAMES:
        write(root / name, name)
    monkeypatch.setattr(digests, "TICK", -(10**18))  # a test cannot make the time of an entry another one
    return root


def write(path: Path, text: str, time: int = OLD) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(time, time))


def read(root: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] = NAMES) -> list[str]:
    """Ask for the digests of all files, in a new run; give the content of those that were read."""
    spy = Mock(wraps=lambda data: hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(digests, "digest", spy)
    files = Digests(root, root.parent / "kept" / "digests.json")
    for name in (*names, *names):
        assert files[name] == hashlib.sha256((root / name).read_bytes()).hexdigest()
        assert files.size(name) == (root / name).stat().st_size
    files.save()
    return [call.args[0].decode() for call in spy.call_args_list]


def test_only_files_that_have_changed_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(root, monkeypatch) == list(NAMES)
    assert read(root, monkeypatch) == []
    write(root / "a.txt", "c.txt", OLD + 1)
    assert read(root, monkeypatch) == ["c.txt"]
    assert read(root, monkeypatch) == []


def test_another_content_with_the_old_time_and_size_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(root, monkeypatch) == list(NAMES)
    before = (root / "a.txt").stat().st_ctime_ns
    while (root / "a.txt").stat().st_ctime_ns == before:  # the file system's clock ticks some hundred times a second
        write(root / "a.txt", "c.txt")
    assert read(root, monkeypatch) == ["c.txt"]


def test_a_file_of_this_moment_is_read_in_any_case(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "TICK", 2_000_000_000)
    assert read(root, monkeypatch) == list(NAMES)
    assert read(root, monkeypatch) == list(NAMES)


def test_nothing_is_kept_of_files_that_nobody_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(root, monkeypatch)
    read(root, monkeypatch, NAMES[:1])
    assert read(root, monkeypatch) == [NAMES[1]]


def test_a_file_that_is_not_there_is_told(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Digests(root, root / "digests.json")["gone.txt"]
