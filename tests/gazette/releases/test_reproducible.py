"""The same inputs give the same bytes: in another folder, on another day, in another place of the world."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gazette.releases.shelf import published
from gazette.releases.verify import verify
from tests.conftest import ROOT
from tests.releasesites import snapshot

PARTS = ("Makefile", "conf.py", "pyproject.toml", "requirements.lock", "converters", "source")
GENERATED = shutil.ignore_patterns("doc", "gazette-*", "corpus.json", "__pycache__")
RAW = "source/raw/yunzhou-gongbao-2023-05.txt"
FAKETIME = shutil.which("faketime")


def project(folder: Path) -> Path:
    """Copy the project, without what was generated, with this environment."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=GENERATED)
        else:
            shutil.copy(ROOT / part, folder / part)
    shutil.rmtree(folder / "source" / "gazette", ignore_errors=True)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "ready").touch()
    return folder


def publish(folder: Path, site: Path, seed: int, days: int, environment: Mapping[str, str]) -> str:
    """Publish the project of a folder, in an environment of its own; gives what was said if that fails."""
    clock = [FAKETIME, "-f", f"+{days}d"] if FAKETIME and days else []
    make = ["make", "publish", f"BIN={sys.prefix}/bin", f"SITE={site}", "VERSION=2026.11", f"RAW={RAW}"]
    known = {"GAZETTE_BASE_URL": "https://gongbao.example/", "NO_FAKE_STAT": "1"}
    done = subprocess.run(
        [*clock, *make, f"PYTHONHASHSEED={seed}"],
        cwd=project(folder),
        env={**os.environ, **known, **environment},
        umask=0o077 if days else 0o022,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else ""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Publish twice, at once."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    china = {"LC_ALL": "C", "TZ": "Asia/Shanghai"}
    abroad = {"LC_ALL": "zh_TW.UTF-8", "TZ": "America/Los_Angeles", "HOME": str(there)}
    with ThreadPoolExecutor(2) as pool:
        faults = [
            pool.submit(publish, here / "project", here / "public", 1, 0, china),
            pool.submit(publish, there / "in a deeper folder" / "项目", there / "public", 2, 1500, abroad),
        ]
        for fault in faults:
            assert not fault.result(), fault.result()
    return [here / "public", there / "public"]


def test_all_bytes_are_the_same(sites: list[Path]) -> None:
    one, other = (snapshot(site) for site in sites)
    assert one.keys() == other.keys()
    assert [name for name in sorted(one) if one[name] != other[name]] == []
    endings = {name.rpartition(".")[2] for name in one}
    assert {"html", "pdf", "json", "js", "css", "inv"} <= endings


def test_a_real_site_is_published_whole(sites: list[Path]) -> None:
    assert verify(sites[0]).faults == []
    (release,) = published(sites[0])
    assert (release.name, release.date) == ("2026.11", "2026-11-01")
    files = snapshot(sites[0])
    for folder in ("", "zh-hant/", "zh-tw/", "zh-hk/"):
        assert f"v/2026.11/{folder}doc/yunzhengfa/2023/9/index.html" in files
    assert {"v/2026.11/pdf/corpus.pdf", "v/2026.11/pdf/zh-hant/corpus.pdf", f"raw/{Path(RAW).name}"} <= files.keys()


def test_no_folder_and_no_day_of_the_machine_is_in_the_bytes(sites: list[Path]) -> None:
    said = [name for name, data in snapshot(sites[0]).items() if str(sites[0].parent).encode() in data]
    assert said == []
