"""What editors and engineers get wrong, or lose: one message that names the place, and all else stands."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from gazette import templates
from tests import lawproject
from tests.conftest import MIDDAY, ROOT
from tests.lawproject import digests
from tests.rawtext import NOTICE
from tests.test_incremental import Archive

NOTHING = '{"schema": 1, "sources": [], "documents": []}'


def build(source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the pages of a source, and the texts of its PDFs."""
    places: list[str | Path] = [source, folder / "tree", "--pages", folder / "site", "--shards", folder / "shards"]
    return subprocess.run(
        [sys.executable, "-m", "gazette.typst.build", *places],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "source" / "_ext"), "SOURCE_DATE_EPOCH": MIDDAY},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "corpus.json: not found; run the converters first"),
        ({"about.md": "# 说明\n"}, "corpus.json: not found; run the converters first"),
        ({"corpus.json": NOTHING.replace("1", "2"), "index.md": "# 首页\n"}, "corpus.json: schema 2, expected 1"),
        ({"corpus.json": NOTHING}, "index.md: not found; it is the home page"),
    ],
    ids=["nothing", "no-corpus", "newer", "no-home"],
)
def test_what_a_source_lacks_is_told(tmp_path: Path, files: dict[str, str], message: str) -> None:
    source = tmp_path / "source"
    for name, text in files.items():
        source.mkdir(exist_ok=True)
        (source / name).write_text(text, "utf-8")
    told = build(source, tmp_path)
    assert (told.returncode, told.stderr) == (2, f"{source}/{message}\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Build an archive of one issue, with a note."""
    archive = Archive(tmp_path_factory.mktemp("misuse"), Random(3))  # noqa: S311  # sample text, no secret
    archive.add()
    archive.convert()
    archive.note()
    assert build(archive.source, archive.folder / "kept").returncode == 0
    shutil.copytree(archive.folder / "kept", archive.folder / "built", symlinks=True)
    return archive


@pytest.fixture
def archive(built: Archive) -> Iterator[Archive]:
    """Begin with what was built, and leave the note as it was."""
    words = note_of(built).read_bytes()
    shutil.rmtree(built.folder / "kept")
    shutil.copytree(built.folder / "built", built.folder / "kept", symlinks=True)
    yield built
    note_of(built).write_bytes(words)


def note_of(archive: Archive) -> Path:
    (note,) = (archive.source / "notes").rglob("*.md")
    return note


KEPT = (
    "*/state.json",
    "*/records.pickle",
    "*/objects.txt",
    "*/told.sha256",
    "*/doctrees/environment.pickle",
    "pages.json",
    "corpus.pickle",
    "pinyin.json",
    "typst*.json",
)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_and_no_longer_whole_is_made_anew(archive: Archive, name: str) -> None:
    kept, note = archive.folder / "kept", note_of(archive)
    note.write_text(note.read_text("utf-8").replace("注释", "说明"), "utf-8")
    for path in list((kept / "shards").glob(name)):
        os.truncate(path, path.stat().st_size // 2)
    told = build(archive.source, kept)
    assert (told.returncode, told.stderr.count("Error")) == (0, 0)
    fresh = archive.folder / "fresh"
    if not fresh.exists():
        assert build(archive.source, fresh).returncode == 0
    assert digests(kept / "site") == digests(fresh / "site")


@pytest.mark.parametrize("name", ["by", "404.html", "corpus.json", "objects.inv", "_static/style.css", "doc"])
def test_what_is_lost_of_a_site_is_made_again(archive: Archive, name: str) -> None:
    site = archive.folder / "kept" / "site"
    before, lost = digests(site), site / name
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    assert build(archive.source, archive.folder / "kept").returncode == 0
    assert digests(site) == before


def test_a_tree_of_a_page_that_is_no_longer_whole_is_told(archive: Archive) -> None:
    kept = archive.folder / "kept"
    for path in (kept / "shards").rglob("doc/**/*.doctree"):
        os.truncate(path, path.stat().st_size // 2)
    (kept / "shards" / "typst.json").unlink()
    told = build(archive.source, kept)
    assert told.returncode == 2
    assert told.stderr.endswith("what is kept there cannot be read; remove it, and build again\n")


NOTE = ":::{law:note} 第三条\n:type: 释义\n\n注释\n:::\n"
NOTES = [
    (f"{NOTE}\n{NOTE}".encode("gbk"), "1: ERROR: the file is not UTF-8: save it as UTF-8"),
    (f"{NOTE}\n".encode() + "第四条".encode("gbk"), "7: ERROR: the file is not UTF-8: save it as UTF-8"),
    (b"\n", " ERROR: the file holds no note [law.note]"),
    (f"{NOTE}\n{NOTE}".replace(":::\n\n", "\n").encode(), "6: ERROR: a note within the one above"),
    (NOTE.replace("第三条", "第九十九条").encode(), "1: ERROR: n1: doc/"),
]


@pytest.mark.parametrize(("content", "message"), NOTES, ids=[message for _, message in NOTES])
def test_a_note_that_cannot_be_read_is_told_with_its_line(archive: Archive, content: bytes, message: str) -> None:
    kept, note = archive.folder / "kept", note_of(archive)
    pages = {name for name in digests(kept / "site") if name.startswith(("doc/", "gazette/"))}
    note.write_bytes(content)
    for _ in range(2):
        told = build(archive.source, kept)
        assert (told.returncode, told.stderr.count("Traceback"), told.stderr.count("\x1b")) == (1, 0, 0)
        assert f"{note}:{message}" in told.stderr
        assert pages <= digests(kept / "site").keys()


def test_a_page_that_cannot_be_read_is_told_with_its_line(archive: Archive) -> None:
    page = archive.source / "page.md"
    page.write_bytes("# 说明\n\n".encode() + "说明".encode("gbk"))
    told = build(archive.source, archive.folder / "kept")
    page.unlink()
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert f"{page}:3: the file is not UTF-8: save it as UTF-8" in told.stderr


def test_a_fault_in_a_note_stops_nothing_else(tmp_path: Path) -> None:
    archive = Archive(tmp_path, Random(3))  # noqa: S311  # sample text, no secret
    archive.add()
    archive.convert()
    archive.note()
    note = note_of(archive)
    right = note.read_bytes()
    note.write_bytes(right.replace("第三条".encode(), "第九十九条".encode()))
    told = archive.try_to_make("build")
    assert told.returncode == 2
    assert told.stderr.count(f"{note}:1: ERROR: n1: ") == 1
    site, names = tmp_path / "build" / "site", archive.ids()
    assert [name for name in names if not (site / "zh-hk" / "doc" / name / "index.html").exists()] == []
    assert [name for name in names if not (site / "pdf" / f"{name.replace('/', '-')}.pdf").exists()] == []
    assert list((site / "search" / "data").iterdir())
    note.write_bytes(right)
    assert digests(archive.make("build")) == digests(archive.make("fresh"))


def test_a_note_that_was_put_back_is_read_though_it_is_older(archive: Archive) -> None:
    kept, note = archive.folder / "kept", note_of(archive)
    note.write_text(note.read_text("utf-8").replace("注释", "旧释"), "utf-8")
    os.utime(note, (0, 0))
    assert build(archive.source, kept).returncode == 0
    page = kept / "site" / note.relative_to(archive.source).with_suffix("") / "index.html"
    assert "旧释" in page.read_text("utf-8")


def test_a_note_on_a_document_that_is_not_here_is_left_out_and_named(archive: Archive) -> None:
    for number in range(5):
        (archive.source / "notes" / f"{number}.md").write_text(NOTE, "utf-8")
    told = build(archive.source, archive.folder / "kept")
    for number in range(5):
        (archive.source / "notes" / f"{number}.md").unlink()
    assert told.returncode == 0
    line = "left out, for the corpus has no such document: notes/0.md, notes/1.md, notes/2.md …\n"
    assert told.stderr.startswith(line)


def test_a_run_waits_for_another_in_the_same_source(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    places = (f"RAW={ROOT / 'source' / 'raw'}", f"SOURCE={source}", f"BUILD={tmp_path / 'build'}")
    turn = os.open(source, os.O_RDONLY)
    fcntl.flock(turn, fcntl.LOCK_EX)
    with subprocess.Popen(
        ["make", "--silent", "convert", *places], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr
        assert run.stderr.readline() == f"{source}: another run is at work here; waiting until it ends\n"
        assert not (source / "corpus.json").exists()
        os.close(turn)
        assert "witness" in run.stderr.read()
    assert run.returncode == 0
    assert (source / "corpus.json").exists()


def test_clean_removes_what_is_generated_and_nothing_else(tmp_path: Path) -> None:
    raw, source, results = (tmp_path / name for name in ("raw", "source", "build"))
    for kept in (raw / "a.txt", source / "notes" / "a.md", results / "mine.txt"):
        kept.parent.mkdir(parents=True)
        kept.write_text(NOTICE, "utf-8")
    before = digests(tmp_path)
    places = (f"RAW={raw}", f"SOURCE={source}", f"BUILD={results}")
    for goal, changed in (("convert", True), ("clean", False)):
        subprocess.run(["make", "--silent", goal, *places], cwd=ROOT, check=True, capture_output=True)
        assert (digests(tmp_path) != before) is changed


def test_a_theme_in_a_folder_that_is_not_ours_needs_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = digests(lawproject.new(tmp_path / "a").build().output)
    (tmp_path / "theme").touch()
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "theme" / "__pycache__")
    assert digests(lawproject.new(tmp_path / "b").build().output) == pages
