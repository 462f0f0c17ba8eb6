"""Proof: every fault of a published folder is named, by plain tools and by ours; signatures hold."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gazette.releases.__main__ import main
from gazette.releases.manifest import SIGNATURE, SOURCES, SUMS, parse, sources
from gazette.releases.publish import publish
from gazette.releases.shelf import ReleaseError
from gazette.releases.verify import verify
from tests.releasesites import make, three

MINISIGN = shutil.which("minisign")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Publish three releases."""
    three(tmp_path)
    return tmp_path / "public"


def test_what_was_published_is_right_by_plain_tools_too(site: Path) -> None:
    report = verify(site)
    assert (report.releases, report.faults) == (3, [])
    for folder in (site, *(site / "v").iterdir()):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=folder, check=True)
    assert main(["verify", str(site)]) == 0


def flip(path: Path) -> None:
    """Flip one bit of a file, as a disk does: its name, size and time stay."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    state = path.stat()
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def remove(path: Path) -> None:
    """Take a file away."""
    path.unlink()


def add(path: Path) -> None:
    """Put a file beside another."""
    path.with_name("more.html").write_text("more")


def hide(path: Path) -> None:
    """Put a hidden file beside another."""
    path.with_name(".more").write_text("more")


def link(path: Path) -> None:
    """Put a link in the place of a file."""
    path.rename(path.with_name("aside.pdf"))
    path.symlink_to("aside.pdf")


PDF = "pdf/yunzhengfa-2026-1.pdf"


@pytest.mark.parametrize(
    ("harm", "name", "faults"),
    [
        (flip, f"v/2026.9/{PDF}", [f"{at}{PDF}: differs" for at in ("v/2026.11/", "v/2026.10/", "v/2026.9/", "")]),
        (flip, "v/2026.9/about/index.html", ["v/2026.9/about/index.html: differs"]),
        (remove, "v/2026.10/zh-tw/index.html", ["v/2026.10/zh-tw/index.html: missing"]),
        (remove, "zh-tw/index.html", ["zh-tw/index.html: missing"]),
        (remove, f"v/2026.10/{SUMS}", [f"v/2026.10/{SUMS}: cannot be read"]),
        (flip, f"v/2026.9/{SUMS}", ["v/2026.9/"]),
        (add, "v/2026.9/about/index.html", ["v/2026.9/about/more.html: extra"]),
        (add, "about/index.html", ["about/more.html: extra"]),
        (hide, "v/2026.9/about/index.html", ["v/2026.9/about/.more: extra"]),
        (link, f"v/2026.10/{PDF}", [f"v/2026.10/{PDF}: differs", "v/2026.10/pdf/aside.pdf: extra"]),
        (flip, "releases.json", ["releases.json: differs"]),
        (flip, "promises.json", ["promises.json: differs"]),
    ],
)  # fmt: skip
def test_every_fault_is_named(site: Path, harm: Callable[[Path], None], name: str, faults: list[str]) -> None:
    harm(site / name)
    found = verify(site).faults
    assert len(found) == len(faults)
    assert all(said.startswith(fault) for said, fault in zip(found, faults, strict=True))
    assert main(["verify", str(site)]) == 1


def test_a_folder_that_is_no_release_is_named(site: Path, tmp_path: Path) -> None:
    (site / "v" / "2026.12").mkdir()
    with pytest.raises(ReleaseError, match=r"2026\.12: no release: release\.json cannot be read"):
        verify(site)
    with pytest.raises(ReleaseError, match="no published folder"):
        verify(tmp_path / "nowhere")
    (site / "v" / "2026.9").rename(site / "v" / "2026.12" / "aside")
    shutil.rmtree(site / "v" / "2026.12")
    assert "releases.json: differs" in verify(site).faults


def test_the_inputs_are_in_the_proof(site: Path, tmp_path: Path) -> None:
    newest = site / "v" / "2026.11"
    assert parse((newest / SOURCES).read_text()) == sources(tmp_path / "project")
    assert set(sources(tmp_path / "project")) == {"requirements.lock"}
    assert {"raw/gongbao.txt", SOURCES, "release.json", "anchors.json"} <= parse((newest / SUMS).read_text()).keys()
    subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", newest / SOURCES], cwd=tmp_path / "project", check=True
    )


def test_a_line_that_is_none_of_a_manifest_is_named() -> None:
    with pytest.raises(ValueError, match="line 2 is no line of a manifest: 'junk'"):
        parse(f"{'0' * 64}  a\njunk\n")


@pytest.mark.skipif(MINISIGN is None, reason="minisign is not installed: apt-get install minisign")
def test_releases_are_signed_where_a_key_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [tmp_path / name for name in ("ours", "another")]
    for key in keys:
        command: list[str | Path] = ["minisign", "-G", "-W", "-s", key, "-p", key.with_suffix(".pub")]
        subprocess.run(command, check=True, capture_output=True)
    publish(replace(make(tmp_path, "2026.9"), key=keys[0]))
    site = tmp_path / "public"
    ours, another = (key.with_suffix(".pub") for key in keys)
    assert stat.S_IMODE((site / SIGNATURE).stat().st_mode) == 0o444
    assert verify(site, str(ours)).faults == []
    assert verify(site, ours.read_text().split("\n")[1]).faults == []
    assert verify(site, str(another)).faults == [f"v/2026.9/{SIGNATURE}: not signed with this key"]
    publish(make(tmp_path, "2026.10"))
    assert verify(site, str(ours)).faults == [f"v/2026.10/{SIGNATURE}: not signed with this key"]
    monkeypatch.setenv("MINISIGN_PUBLIC_KEY", str(ours))
    assert main(["verify", str(site)]) == 1
    with pytest.raises(ReleaseError, match="minisign cannot sign it"):
        publish(replace(make(tmp_path, "2026.11"), key=tmp_path / "nowhere"))
    assert not (tmp_path / ".public.next").exists()
