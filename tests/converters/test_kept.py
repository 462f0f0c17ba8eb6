"""Kept readings: a run with them writes what a run without them writes, and reads only what has changed."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from converters import cli, kept
from converters import run as running
from converters.corpus import Corpus
from converters.pipeline import Reading, convert, read_source
from converters.proof.corrections import Correction
from converters.workers import Spread
from tests.conftest import ROOT
from tests.rawtext import COVER, NOTICE

CORRECTION = '[[correction]]\nline = {}\nprinted = "云州市"\nright = "芸州市"\nreason = "误识"\n'


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Make a folder with an issue, two loose documents, and a file that cannot be read."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "issue.txt").write_text(COVER + NOTICE, "utf-8")
    for number in (13, 14):
        (folder / f"{number}.txt").write_text(NOTICE.replace("12号", f"{number}号"), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (tmp_path / "out" / cli.CORRECTIONS).mkdir(parents=True)
    return folder


def run(raw: Path, out: Path, *options: str | Path) -> dict[str, bytes]:
    """Convert; give all that was written."""
    beside = out.with_name("beside")
    beside.mkdir(exist_ok=True)
    written = ("--report", beside / "report.html", "--account", beside / "account.json")
    assert cli.main([str(part) for part in (raw, "--out", out, *written, *options)]) == running.EXIT_UNREADABLE
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for folder in (out, beside)
        for path in folder.rglob("*")
        if path.is_file()
    }


def add(raw: Path, _made: Path) -> None:
    (raw / "15.txt").write_text(NOTICE.replace("12号", "15号"), "utf-8")


def add_copy(raw: Path, _made: Path) -> None:
    (raw / "copy.txt").write_text(NOTICE.replace("应当公布", "应予公布"), "utf-8")


def edit(raw: Path, _made: Path) -> None:
    (raw / "13.txt").write_text((raw / "13.txt").read_text("utf-8").replace("云州", "兰州"), "utf-8")


def remove(raw: Path, _made: Path) -> None:
    (raw / "14.txt").unlink()


def rename(raw: Path, _made: Path) -> None:
    (raw / "14.txt").rename(raw / "014.txt")


def correct(_raw: Path, made: Path) -> None:
    (made / "13.txt.toml").write_text(CORRECTION.format(1), "utf-8")


def correct_nothing(_raw: Path, made: Path) -> None:
    (made / "13.txt.toml").write_text(CORRECTION.format(9999), "utf-8")


def misspell(_raw: Path, made: Path) -> None:
    (made / "13.txt.toml").write_text("[[correction]\n", "utf-8")


CHANGES: tuple[tuple[Callable[[Path, Path], None], list[str]], ...] = (
    (add, ["15.txt"]),
    (add_copy, ["copy.txt"]),
    (edit, ["13.txt"]),
    (correct, ["13.txt"]),
    (correct_nothing, ["13.txt"]),
    (misspell, ["13.txt"]),
    (rename, ["014.txt"]),
    (remove, []),
)
"""What happens to an archive, and the files that have to be read then."""


@pytest.mark.parametrize(("change", "changed"), CHANGES)
def test_a_run_with_kept_readings_writes_what_one_without_writes(
    change: Callable[[Path, Path], None],
    changed: list[str],
    raw: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, keep = tmp_path / "out", tmp_path / "keep"
    run(raw, out, "--keep", keep)
    change(raw, out / cli.CORRECTIONS)
    capsys.readouterr()

    read: list[str] = []

    def reading(file: str, data: bytes, made: Sequence[Correction], spread: Spread) -> Reading:
        read.append(file)
        return read_source(file, data, made, spread)

    monkeypatch.setattr(running, "read_source", reading)
    again, told = run(raw, out, "--keep", keep), capsys.readouterr().err
    assert [file for file in read if file != "empty.txt"] == changed
    fresh = tmp_path / "fresh"
    shutil.copytree(out / cli.CORRECTIONS, fresh / cli.CORRECTIONS)
    assert run(raw, fresh) == again
    assert capsys.readouterr().err == told
    assert len(list(keep.iterdir())) == len(list(raw.iterdir()))  # all but empty.txt, and what was said


def test_a_run_in_which_nothing_has_changed_says_what_the_last_one_said(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, report, account = tmp_path / "out", tmp_path / "report.html", tmp_path / "account.json"
    arguments = [str(raw), "--out", str(out), "--keep", str(tmp_path / "keep")]
    arguments += ["--report", str(report), "--account", str(account)]

    def said() -> tuple[int, str, str]:
        status, told = cli.main(arguments), capsys.readouterr()
        return status, told.out.rpartition(",")[0], told.err

    first = said()
    assert "empty.txt" in first[2]
    joined: list[Sequence[Reading]] = []

    def joining(readings: Sequence[Reading]) -> Corpus:
        joined.append(readings)
        return convert(readings)

    monkeypatch.setattr(running, "convert", joining)
    assert said() == first
    assert joined == []
    lost = [next(out.rglob("13*.md")), out / "corpus.json", report, account]
    for path in lost:
        text = path.read_bytes()
        path.unlink()
        assert said() == first
        assert path.read_bytes() == text
    (out / "doc" / "strange.md").write_text("")
    assert said() == first
    assert not (out / "doc" / "strange.md").exists()
    assert len(joined) == len(lost) + 1


def test_what_was_written_before_is_not_parsed_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(running, "check", lambda _text, document: checked.append(document.id))
    run(raw, tmp_path / "out")
    assert len(checked) == 3
    edit(raw, tmp_path)
    run(raw, tmp_path / "out")
    assert len(checked) == 4


def test_a_reading_that_is_cut_short_is_made_anew(raw: Path, tmp_path: Path) -> None:
    keep = tmp_path / "keep"
    whole = run(raw, tmp_path / "out", "--keep", keep)
    before = {path: path.read_bytes() for path in keep.iterdir()}
    for path in before:
        path.write_bytes(before[path][:99])
    assert run(raw, tmp_path / "out", "--keep", keep) == whole
    (keep / "last.json").unlink()  # has times
    assert {path: path.read_bytes() for path in keep.iterdir()}.items() <= before.items()
    assert len(list(keep.iterdir())) == len(before) - 1


@pytest.mark.parametrize("changed", ["documents.py", "authorities.toml"])
def test_readings_of_other_code_or_lists_are_not_taken_over(
    changed: str, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    shutil.copytree(kept.PACKAGE, package)
    monkeypatch.setattr(kept, "PACKAGE", package)
    before = kept.Kept(tmp_path).name(raw / "13.txt", tmp_path)
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert kept.Kept(tmp_path).name(raw / "13.txt", tmp_path) != before


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    reading = read_source("raw.txt", (COVER + NOTICE).encode())
    kept.Kept(tmp_path).put("a", pickle.dumps(reading))
    assert kept.Kept(tmp_path).get("a") == reading


def test_a_run_that_finds_nothing_to_do_loads_hardly_anything(raw: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "converters", str(raw), "--out", str(tmp_path / "out")]
    loaded = []
    for _ in range(2):
        done = subprocess.run([*command, "--keep", str(tmp_path / "kept")], cwd=ROOT, capture_output=True, check=False)
        names = [line.rpartition("|")[2].strip() for line in done.stderr.decode().split("\n") if "|" in line]
        loaded.append({name for name in names if name.startswith("converters")})
    assert "converters.run" in loaded[0]
    assert len(loaded[1]) < 15
