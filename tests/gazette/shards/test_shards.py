"""Shards: the site built in parts is, to the byte, the site built at once."""

import errno
import logging
import os
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sphinx.transforms.post_transforms import OnlyNodeTransform

from gazette.addresses import SCRIPTS
from gazette.law.records import Page
from gazette.shards.builders import FRAME, FrameBuilder, ShardBuilder
from gazette.shards.plan import SIZE, link, plan
from gazette.shards.tasks import TASKS, Report, Settings, Task, each
from tests.conftest import MIDDAY, ROOT, run

TRADITIONAL = tuple(script.folder for script in SCRIPTS if script.folder)


@pytest.fixture(scope="module")
def sharded(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample gazettes in shards: read them, and write them in a second run."""
    folder = tmp_path_factory.mktemp("sharded")
    arguments = (site.parent / "source", folder / "out", "--shards", folder / "shards")
    run("gazette.shards.build", *arguments, "--read", SOURCE_DATE_EPOCH=MIDDAY)
    assert not list((folder / "out").rglob("*.html"))
    read = {path: path.stat().st_mtime_ns for path in (folder / "shards").glob("*/records.pickle")}
    run("gazette.shards.build", *arguments, SOURCE_DATE_EPOCH=MIDDAY)
    assert {path: path.stat().st_mtime_ns for path in read} == read
    return folder / "out"


def files(folder: Path) -> set[str]:
    """Name the files of the Simplified site that Sphinx writes."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if name != ".buildinfo" and not name.startswith(TRADITIONAL)}


def test_every_file_is_the_one_that_sphinx_writes(site: Path, sharded: Path) -> None:
    made = files(sharded)
    assert {name for name in files(site) if name.endswith(".html")} == {n for n in made if n.endswith(".html")}
    assert [name for name in sorted(made) if content(site / name) != content(sharded / name)] == []


def content(path: Path) -> object:
    """Give what a file says; objects.inv may list it in another order, and is packed in less time."""
    if path.name != "objects.inv":
        return path.read_bytes()
    *head, packed = path.read_bytes().split(b"\n", 4)
    return head, sorted(zlib.decompress(packed).split(b"\n"))


def test_every_page_is_in_one_shard(site: Path) -> None:
    source = site.parent / "source"
    shards = plan(source)
    names = [name for shard in shards for name in shard.docnames]
    made = {path.relative_to(source).with_suffix("").as_posix() for path in source.rglob("*.md")}
    assert {name for name in made if name.startswith(("doc/", "gazette/"))} <= set(names)
    assert len(names) == len(set(names))
    assert shards[-1].name == FRAME
    assert len(shards) > 2


def document(source: Path, name: str, issue: str | None) -> None:
    path = source / "doc" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    printed = f'"gazette/{issue}"' if issue else "null"
    path.write_text(f"---\nid: {name}\nissue: {printed}\n---\n\n# 题\n", "utf-8")


def issues(source: Path, *names: str) -> None:
    for name in names:
        path = source / "gazette" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# 公报\n", "utf-8")


def cut(source: Path) -> dict[str, list[str]]:
    return {shard.name: sorted(shard.docnames) for shard in plan(source)}


def test_a_new_issue_moves_no_document_to_another_shard(tmp_path: Path) -> None:
    for number in range(1, 5):
        issues(tmp_path, f"yunzhou/2024/{number}")
        for count in range(SIZE // 2):
            document(tmp_path, f"yunfa/2024/{number * 100 + count}", f"yunzhou/2024/{number}")
    before = cut(tmp_path)
    assert [name for name in before if name.startswith("yunzhou")] == ["yunzhou-2024-1", "yunzhou-2024-2"]
    issues(tmp_path, "yunzhou/2024/5", "yunzhou/2025/1")
    document(tmp_path, "yunfa/2025/1", "yunzhou/2025/1")
    after = cut(tmp_path)
    assert after.keys() - before.keys() == {"yunzhou-2024-3", "yunzhou-2025-1"}
    assert all(after[name] == pages for name, pages in before.items())


def test_issues_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (2, 10, 1):
        issues(tmp_path, f"yunzhou/2024/{number}")
        document(tmp_path, f"yunfa/2024/{number}", f"yunzhou/2024/{number}")
    first = plan(tmp_path)[0]
    assert [name for name in first.files if name.startswith("gazette")] == [
        "gazette/yunzhou/2024/1.md",
        "gazette/yunzhou/2024/2.md",
        "gazette/yunzhou/2024/10.md",
    ]


def test_documents_that_came_alone_are_spread(tmp_path: Path) -> None:
    for number in range(3 * SIZE):
        document(tmp_path, f"yunfa/2024/{number}", None)
    before = cut(tmp_path)
    assert {name: len(pages) for name, pages in before.items() if len(pages) > 2 * SIZE} == {}
    document(tmp_path, "yunfa/2024/999", None)
    after = cut(tmp_path)
    assert [name for name in before if not set(before[name]) <= set(after[name])] == []


def test_records_are_kept_once(sharded: Path) -> None:
    shards = sorted(path.parent for path in sharded.with_name("shards").glob("*/records.pickle"))
    kept = [(shard / "doctrees" / "environment.pickle").read_bytes() for shard in shards]
    assert len(kept) > 2
    assert all(Page.__module__.encode() not in environment for environment in kept)


def imported(task: Task) -> Report:
    """Tell what starting Sphinx imports, and which messages of it are made."""
    before = set(sys.modules)
    with task.sphinx("gazette-read"):
        made = [level for level in (logging.DEBUG, logging.INFO) if logging.getLogger("sphinx").isEnabledFor(level)]
    return Report(task.shard, frozenset(sys.modules) - before, tuple(map(str, made)))


def test_the_process_of_a_shard_imports_hardly_anything(site: Path, tmp_path: Path) -> None:
    settings = Settings(site.parent / "source", tmp_path / "out", tmp_path, ROOT, {"gazette_today": "2026-11-01"}, 1)
    shard = plan(settings.source)[0]
    link(shard, tmp_path / shard.name / "source")
    (told,) = each(imported, [Task(settings, shard.name, fresh=True)], settings)
    assert [name for name in told.pages if name.startswith(("gazette", "sphinx_design"))] == []
    assert len(told.pages) < 20
    assert told.warnings == ()


def process(task: Task) -> Report:
    """Tell which process does a task."""
    return Report(task.shard, frozenset({str(os.getpid())}), ())


def test_a_process_does_a_few_tasks_and_ends(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path, tmp_path, ROOT, {}, 1)
    count = 3 * TASKS
    told = each(process, [Task(settings, str(number), fresh=True) for number in range(count)], settings)
    assert [one.shard for one in told] == [str(number) for number in range(count)]
    assert len(frozenset().union(*(one.pages for one in told))) == count // TASKS


def refused(task: Task) -> Report:
    """Fail to write a page, as Sphinx tells it."""
    full = OSError(errno.ENOSPC, "No space left on device", task.shard)
    logging.getLogger("sphinx.sphinx.builders.html").warning("error writing file %s: %s", task.shard, full)
    return Report(task.shard, frozenset(), ())


@pytest.mark.parametrize("count", [1, 4])
def test_a_page_for_which_there_is_no_space_breaks_the_build_off(count: int, tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path, tmp_path, ROOT, {}, 2)
    with pytest.raises(OSError, match="No space left on device"):
        each(refused, [Task(settings, str(number), fresh=True) for number in range(count)], settings)


def searched(task: Task) -> Report:
    """Write pages, and tell those that are searched for what only people write."""
    found: list[str] = []
    with task.sphinx(ShardBuilder.name) as (app, _), pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnlyNodeTransform, "run", lambda self: found.append(self.env.docname))
        assert isinstance(app.builder, ShardBuilder)
        app.builder.pending = task.pages
        app.build()
    return Report(task.shard, frozenset(found), ())


def test_an_inventory_that_was_broken_off_is_written_again(tmp_path: Path) -> None:
    shard, path = tmp_path / FRAME, tmp_path / "objects.inv"
    shard.mkdir()
    config = SimpleNamespace(gazette_shard=str(shard), project="公报", version="")
    builder = cast("FrameBuilder", SimpleNamespace(config=config, outdir=tmp_path))

    def write(objects: str) -> None:
        (shard / "objects.txt").write_text(objects, "utf-8")
        FrameBuilder.dump_inventory(builder)

    write("a\n")
    before = path.read_bytes()
    path.unlink()
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        write("b\n")
    path.rmdir()
    path.touch()
    write("a\n")
    assert path.read_bytes() == before


def test_a_note_costs_only_the_page_on_which_it_stands(site: Path, sharded: Path) -> None:
    folder, source = sharded.with_name("shards"), site.parent / "source"
    settings = Settings(source, sharded, folder, ROOT, {"gazette_today": "2026-11-01"}, 1)
    shard = max(plan(source), key=lambda shard: sum(name.startswith("notes/") for name in shard.docnames))
    pages = frozenset(name for name in shard.docnames if name.startswith("doc/"))
    noted = {name for name in pages if name.replace("doc/", "notes/", 1) in shard.docnames}
    assert 0 < len(noted) < len(pages)
    (told,) = each(searched, [Task(settings, shard.name, fresh=False, pages=pages)], settings)
    assert told.pages == noted
