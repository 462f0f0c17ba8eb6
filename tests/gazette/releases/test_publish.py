"""Publishing: in one step, whatever happens; frozen for ever; equal files once."""

import json
import mmap
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from gazette.releases import swap
from gazette.releases.__main__ import main
from gazette.releases.inventory import take
from gazette.releases.publish import Order, publish
from gazette.releases.shelf import ReleaseError, epoch, order, published
from gazette.releases.verify import verify
from tests.releasesites import PAGES, make, snapshot, three


def test_the_root_is_the_newest_release_and_earlier_ones_stay(tmp_path: Path) -> None:
    first, second = make(tmp_path, "2026.9"), make(tmp_path, "2026.10", words="第二条")
    publish(first)
    frozen = snapshot(tmp_path / "public" / "v" / "2026.9")
    publish(second)
    site = tmp_path / "public"
    assert snapshot(site / "v" / "2026.9") == frozen
    newest = snapshot(site / "v" / "2026.10")
    root = {name: data for name, data in snapshot(site).items() if not name.startswith("v/")}
    assert root.keys() - newest.keys() == {"releases.json", "promises.json"}
    assert {name: root[name] for name in newest} == newest
    assert "第二条" in newest["zh-tw/doc/yunzhengfa/2026/1/index.html"].decode()
    assert newest["raw/gongbao.txt"].decode() == "云州市人民政府公报\n"
    assert [(release.name, release.date) for release in published(site)] == [
        ("2026.10", "2026-10-01"),
        ("2026.9", "2026-9-01"),
    ]


def test_frozen_files_stay_byte_equal_over_three_releases(tmp_path: Path) -> None:
    orders = [make(tmp_path, f"2026.{month}", words=f"第{month}条") for month in (9, 10, 11)]
    frozen: dict[str, bytes] = {}
    for wanted in orders:
        publish(wanted)
        now = snapshot(tmp_path / "public" / "v")
        assert {name: now[name] for name in frozen} == frozen
        frozen = now
    assert verify(tmp_path / "public").faults == []


def test_equal_files_are_one_on_the_disk_and_read_only(tmp_path: Path) -> None:
    results = three(tmp_path)
    site = tmp_path / "public"
    pdf = "pdf/yunzhengfa-2026-1.pdf"
    same = {(site / part / pdf).stat().st_ino for part in ("", "v/2026.9", "v/2026.10", "v/2026.11")}
    assert len(same) == 1
    assert (site / pdf).stat().st_nlink == 7  # with the folder that was before
    assert results[2].files - results[2].shared == 12  # a page in four scripts; what is made anew
    assert {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()} == {0o444}
    assert {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_dir()} == {0o755}


def test_a_damaged_file_of_an_earlier_release_does_not_spread(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    damaged = tmp_path / "public" / "pdf" / "yunzhengfa-2026-1.pdf"
    damaged.chmod(0o644)
    damaged.write_bytes(b"%PDF damaged")
    publish(make(tmp_path, "2026.10"))
    assert verify(tmp_path / "public").faults == ["v/2026.9/pdf/yunzhengfa-2026-1.pdf: differs"]


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2026.10", "2026.10 is published already, and a release never changes"),
        ("2026.9", "2026.9 is not newer than 2026.10"),
        ("2026.010", "2026.010 is not newer than 2026.10"),
        ("latest", "no name of a release: 'latest'"),
        ("2026.11/..", "no name of a release"),
        ("2026.１１", "no name of a release"),
    ],
)
def test_a_release_is_never_overwritten(tmp_path: Path, version: str, message: str) -> None:
    wanted = make(tmp_path, "2026.10")
    publish(wanted)
    before = snapshot(tmp_path)
    with pytest.raises(ReleaseError, match=message):
        publish(replace(wanted, version=version))
    assert snapshot(tmp_path) == before


def test_only_what_was_built_as_the_release_is_published(tmp_path: Path) -> None:
    wanted = make(tmp_path, "2026.10")
    with pytest.raises(ReleaseError, match=r"built as 2026\.10, not as 2026\.11"):
        publish(replace(wanted, version="2026.11"))
    (wanted.site / "release.json").write_text('{"release": "2026.10", "date": "2026-10-01", "after": "2026.9"}')
    with pytest.raises(ReleaseError, match=r"built when 2026\.9 was the newest, not None"):
        publish(wanted)
    (wanted.site / "release.json").unlink()
    with pytest.raises(ReleaseError, match="not built as a release"):
        publish(wanted)
    assert not wanted.target.exists()


def test_a_site_that_is_not_complete_is_refused(tmp_path: Path) -> None:
    wanted = make(tmp_path, "2026.10")
    with pytest.raises(ReleaseError, match=r"gongbao\.txt: the site was made from it, but it is not among the raw"):
        publish(replace(wanted, raw=[]))
    (wanted.site / "zh-hk" / "about" / "index.html").unlink()
    with pytest.raises(ReleaseError, match=r"zh-hk/about/index\.html is missing"):
        publish(wanted)


def test_nothing_is_published_over_a_folder_of_somebody_else(tmp_path: Path) -> None:
    wanted = make(tmp_path, "2026.10")
    wanted.target.mkdir()
    (wanted.target / "diary.txt").write_text("mine")
    with pytest.raises(ReleaseError, match="neither empty nor a published folder"):
        publish(wanted)
    assert main(["begin", str(wanted.target), "2026.10"]) == 1  # before anything is built
    (wanted.target / "diary.txt").unlink()
    publish(wanted)  # into an empty folder
    assert verify(wanted.target).faults == []


def test_a_folder_that_the_build_removes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["begin", "public", "2026.10"]) == 0
    assert main(["begin", "build/public", "2026.10"]) == 1
    assert main(["begin", str(tmp_path / "build"), "2026.10"]) == 1


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError, match="the folder around it cannot be written"):
        publish(replace(make(tmp_path, "2026.10"), target=tmp_path / "file" / "public"))


def test_names_of_releases_are_ordered_by_their_numbers() -> None:
    assert order("2026.9") < order("2026.10") < order("2026.10.1") < order("2027.1")
    with pytest.raises(ReleaseError, match="says no day"):
        epoch("2026.13")
    with pytest.raises(ReleaseError, match="tomorrow says no day"):
        epoch("2026.11", "tomorrow")


# ---- whatever happens ----


def states(wanted: Order, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Give the published folder as it is, and as it is to be."""
    old = snapshot(wanted.target)
    copy = folder / "copy"
    shutil.copytree(wanted.target, copy / "public")
    publish(replace(wanted, target=copy / "public"))
    return old, snapshot(copy / "public")


CHANGES = {"open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
"""What Python tells of, just before it happens, that can change the disk; the exchange stands between two of them."""


def killed(wanted: Order, at: int) -> tuple[bool, int]:
    """Publish in a process of its own, killed just before its n-th change; gives whether it was, and its changes."""
    changes = mmap.mmap(-1, 8)
    child = os.fork()
    if child == 0:

        def count(event: str, arguments: tuple[object, ...]) -> None:
            if event in CHANGES and any(".public." in str(argument) for argument in arguments):
                done = int.from_bytes(changes[:], "big") + 1
                changes[:] = done.to_bytes(8, "big")
                if done == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            publish(wanted)
        finally:
            os._exit(0)
    state = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(state) == -signal.SIGKILL, int.from_bytes(changes[:], "big")


def test_killed_at_any_step_readers_see_the_old_site_or_the_new_and_the_next_try_succeeds(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = make(tmp_path, "2026.10", words="第三条")
    old, new = states(wanted, tmp_path)
    shutil.copytree(wanted.target, tmp_path / "other" / "public")
    _, steps = killed(replace(wanted, target=tmp_path / "other" / "public"), 0)
    seen = []
    for at in [*range(1, steps, steps // 12), *range(steps - 12, steps + 12)]:
        was, _ = killed(wanted, at)
        now = snapshot(wanted.target)
        assert now in (old, new), at
        seen.append(now == new)
        if now == new:
            break
    assert was
    assert len(seen) > 15
    assert seen == [*[False] * (len(seen) - 1), True]
    assert verify(wanted.target).faults == []
    publish(make(tmp_path, "2026.12"))
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == {".public.before", ".public.lock"}


def test_the_step_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = make(tmp_path, "2026.10", words="第二条")
    old, new = states(wanted, tmp_path)
    found = []

    def between(one: Path, other: Path) -> None:
        found.append(snapshot(wanted.target) == old)
        swap.exchange(one, other)
        found.append(snapshot(wanted.target) == new)

    monkeypatch.setattr("gazette.releases.publish.exchange", between)
    publish(wanted)
    assert found == [True, True]


def _read(folder: int, name: str) -> str:
    """Read a file of an open folder."""
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(file, 100_000).decode()
    finally:
        os.close(file)


def test_a_reader_never_meets_a_mixture(tmp_path: Path) -> None:
    orders = [make(tmp_path, f"2026.{month}", words=f"第{month}条") for month in range(1, 9)]
    publish(orders[0])
    done = threading.Event()
    seen: set[tuple[str, str]] = set()
    names = ("index.html", "about/index.html", "zh-hk/doc/yunzhengfa/2026/1/index.html", "releases.json")

    def read() -> None:
        last = False
        while not last:
            last = done.is_set()
            at = os.open(tmp_path / "public", os.O_RDONLY)  # always there
            with suppress(FileNotFoundError):  # who stays in a folder over two publications is left without
                texts = [_read(at, name) for name in names]
                (month,) = {month for month in range(1, 9) if f"<title>第{month}条" in texts[0]}
                assert all(f"第{month}条" in text for text in texts[1:3])
                seen.add((f"2026.{month}", json.loads(texts[3])["releases"][0]["release"]))
            os.close(at)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for wanted in orders[1:]:
        publish(wanted)
    done.set()
    for reader in readers:
        reader.join()
    assert {row for row in seen if row[0] != row[1]} == set()
    assert ("2026.8", "2026.8") in seen


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_leaves_the_old_site_and_room_lets_the_next_try_succeed(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("mounts are not allowed here")
    try:
        first, wanted = make(tmp_path, "2026.9"), make(tmp_path, "2026.10", words="第二条")
        (wanted.site / "pdf" / "large.pdf").write_bytes(os.urandom(400_000))
        target = disk / "public"
        publish(replace(first, target=target))
        filler = disk / "filler"
        filler.write_bytes(bytes(500_000))
        before = snapshot(target)
        late = replace(wanted, target=target)
        with pytest.raises(ReleaseError, match="the disk is full; the site is as it was"):
            publish(late)
        assert snapshot(target) == before
        assert not (disk / ".public.next").exists()
        filler.unlink()
        publish(late)
        assert verify(target).faults == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_error_of_the_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = make(tmp_path, "2026.10", words="第二条")
    before = snapshot(wanted.target)

    def fails(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gazette.releases.publish.settle", fails)
    with pytest.raises(ReleaseError, match="Input/output error; the site is as it was"):
        publish(wanted)
    assert snapshot(wanted.target) == before
    monkeypatch.undo()
    publish(wanted)
    assert verify(wanted.target).faults == []


def test_two_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = [make(tmp_path, f"2026.{month}", words=f"第{month}条") for month in (10, 11)]
    with swap.locked(tmp_path / "public"), pytest.raises(ReleaseError, match="another publication is at work"):
        publish(wanted[0])

    def attempt(each: Order) -> str | None:
        try:
            publish(each)
        except ReleaseError:
            return None
        return each.version

    with ThreadPoolExecutor(2) as pool:
        done = {version for version in pool.map(attempt, wanted) if version}
    assert done
    assert {release.name for release in published(tmp_path / "public")} == {"2026.9"} | done
    assert verify(tmp_path / "public").faults == []


# ---- the inventory ----


def test_the_inventory_holds_pages_anchors_and_pdfs(tmp_path: Path) -> None:
    wanted = make(tmp_path, "2026.9", {**PAGES, "search/": ("answers", "Not-An-Anchor", "a_1")})
    found = take(wanted.site)
    assert found.pages == {
        "": (),
        "about/": ("citing",),
        "doc/yunzhengfa/2026/1/": ("a1", "a1-k1", "a2"),
        "search/": ("answers",),
    }
    assert found.files == ("pdf/yunzhengfa-2026-1.pdf",)
