"""The Typst tree written in shards: that of Sphinx to the byte; after a change only what has changed is written."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import MIDDAY, ROOT, run
from tests.lawproject import digests
from tests.typstproject import LIBRARY


@pytest.fixture(scope="module")
def source(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample gazettes as a source that tests may change."""
    copy = tmp_path_factory.mktemp("typst") / "source"
    shutil.copytree(site.parent / "source", copy)
    shutil.copytree(LIBRARY, copy / "_typst")
    return copy


def write(source: Path, tree: Path) -> Path:
    run("gazette.typst.build", source, tree, "--shards", tree.with_suffix(".shards"), SOURCE_DATE_EPOCH=MIDDAY)
    return tree


def contents(tree: Path) -> dict[str, bytes]:
    """Give the files that are compiled."""
    found = [tree / "manifest.json", *(path for name in ("doc", "lib", "pdf") for path in (tree / name).rglob("*.*"))]
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in found}


def times(tree: Path) -> dict[str, int]:
    return {name: (tree / name).stat().st_mtime_ns for name in contents(tree)}


@pytest.fixture(scope="module")
def tree(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(source, tmp_path_factory.mktemp("shards") / "typst")


def test_the_tree_is_the_one_that_sphinx_writes(source: Path, tree: Path, tmp_path: Path) -> None:
    options = ["-c", ".", "-b", "typst", "-q", "-W", "-d", str(tmp_path / "trees")]
    run("sphinx", *options, source, tmp_path / "typst", SOURCE_DATE_EPOCH=MIDDAY)
    assert contents(tree) == contents(tmp_path / "typst")
    assert any(name.startswith("doc/") for name in contents(tree))


def test_pages_and_texts_are_written_in_one_go(source: Path, tree: Path, tmp_path: Path) -> None:
    pages, alone, texts = (tmp_path / name for name in ("pages", "alone", "tree"))
    shards = ("--shards", tmp_path / "shards")
    run("gazette.typst.build", source, texts, *shards, "--pages", pages, SOURCE_DATE_EPOCH=MIDDAY)
    run("gazette.shards.build", source, alone, "--shards", tmp_path / "others", SOURCE_DATE_EPOCH=MIDDAY)
    assert contents(texts) == contents(tree)
    assert digests(pages) == digests(alone)


def test_an_edited_note_changes_the_text_that_it_stands_in(source: Path, tree: Path, tmp_path: Path) -> None:
    before = times(tree)
    write(source, tree)
    assert times(tree) == before
    document = min(path for path in (source / "doc").rglob("*.md") if ".article}" in path.read_text("utf-8"))
    name = document.relative_to(source / "doc")
    note = source / "notes" / name
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(":::{law:note} 第一条\n:type: 释义\n见第二条。\n:::\n", "utf-8")
    write(source, tree)
    changed = {path for path, time in times(tree).items() if before[path] != time}
    assert changed == {f"doc/{name.with_suffix('.typ')}"}
    shutil.rmtree(tree / "pdf")
    write(source, tree)
    assert contents(tree) == contents(write(source, tmp_path / "typst"))


def test_an_issue_that_is_gone_leaves_nothing(source: Path, tree: Path, tmp_path: Path) -> None:
    before = contents(tree)
    raw = sorted((ROOT / "source" / "raw").iterdir())
    run("converters", *(path for path in raw if path.name != "yunzhou-gongbao-2023-05.txt"), "--out", source)
    write(source, tree)
    assert contents(tree) == contents(write(source, tmp_path / "typst"))
    assert {name for name in before if name.startswith("doc/")} > {name for name in contents(tree) if "doc/" in name}
    run("converters", *raw, "--out", source)
    assert contents(write(source, tree)) == before
