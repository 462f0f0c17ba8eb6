"""The command: folders in, files out, warnings and exit codes as promised."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from converters.cli import main
from converters.raw import raw_files
from converters.run import EXIT_UNREADABLE
from tests.conftest import ROOT
from tests.rawtext import COVER, NOTICE

UNREADABLE = {"binary.txt": b"\x00\x01\x02PK" * 99, "empty.txt": b"", "unknown.txt": b"\xff\xff\x80\x80\xfe" * 40}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Make a folder with an issue, and a loose document below."""
    folder = tmp_path / "raw"
    (folder / "loose").mkdir(parents=True)
    (folder / "issue.txt").write_text(COVER + NOTICE, encoding="utf-8")
    (folder / "loose" / "other.txt").write_text(NOTICE.replace("12号", "13号"), encoding="gb18030")
    (folder / ".hidden").write_bytes(b"\x00")
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_bytes(b"\x00")
    return folder


def written(out: Path) -> dict[str, bytes]:
    """Read all that was written."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_a_folder_is_converted(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main([str(raw), "--out", str(out)]) == 0
    assert list(written(out)) == [
        "corpus.json",
        "doc/yunzhengfa/2024/12.md",
        "doc/yunzhengfa/2024/13.md",
        "gazette/yunzhoushirenminzhengfugongbao/2024/5.md",
    ]
    assert [source["file"] for source in json.loads((out / "corpus.json").read_text(encoding="utf-8"))["sources"]] == [
        "issue.txt", "other.txt",
    ]  # fmt: skip


def test_files_are_read_in_order_and_hidden_ones_left(raw: Path) -> None:
    other = raw / "loose" / "other.txt"
    assert list(raw_files([raw])) == [raw / "issue.txt", other]
    assert list(raw_files([other, raw / "issue.txt"])) == [other, raw / "issue.txt"]


def link_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def link_folder(path: Path) -> None:
    path.symlink_to(path.with_name("loose"))


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


NO_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "6.txt": (link_nowhere, "a link that leads nowhere"),
    "7.txt": (link_folder, "a link to a folder, which is not followed"),
    "8.txt": (os.mkfifo, "neither a file nor a folder"),
    "9.txt": (listen, "neither a file nor a folder"),
}


@pytest.mark.parametrize("options", [(), ("--keep", "kept")], ids=["read", "kept"])
def test_what_is_no_file_is_named_and_not_waited_for(options: Sequence[str], raw: Path, tmp_path: Path) -> None:
    for name, (make, _) in NO_FILES.items():
        make(raw / name)
    command = [sys.executable, "-m", "converters", str(raw), "--out", str(tmp_path / "out"), *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    wanted = "".join(f"{name}:0: unreadable: {fault}\n" for name, (_, fault) in NO_FILES.items())
    for _ in range(2):
        told = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert (told.returncode, told.stderr) == (EXIT_UNREADABLE, wanted)
    assert len(written(tmp_path / "out")) == 4


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_named_and_the_rest_is_written(
    name: str, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / name).write_bytes(UNREADABLE[name])
    assert main([str(raw), "--out", str(tmp_path / "out")]) == EXIT_UNREADABLE == 2
    warnings = [line for line in capsys.readouterr().err.split("\n") if line.startswith(f"{name}:0: unreadable: ")]
    assert [bool(warning.removeprefix(f"{name}:0: unreadable: ")) for warning in warnings] == [True]
    assert len(written(tmp_path / "out")) == 4


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main([str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert error.value.code == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_without_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(SystemExit) as error:
        main([str(tmp_path / "raw"), "--out", str(tmp_path / "out")])
    assert error.value.code == 2
    assert f"no raw gazette in {tmp_path / 'raw'}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_findings_are_warnings_and_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "rule.txt"
    raw.write_text("云州市绿道管理办法\n第一条　绿道应当公布。\n第三条　绿道应当养护。\n", encoding="utf-8")
    assert main([str(raw), "--out", str(tmp_path / "out")]) == 0
    assert "rule.txt:3: number-gap: 第三条 follows 第一条\n" in capsys.readouterr().err


def test_a_second_run_leaves_what_did_not_change_and_removes_what_is_stale(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    main([str(raw), "--out", str(out)])
    before = written(out)
    kept = out / "doc/yunzhengfa/2024/12.md"
    stamp = kept.stat().st_mtime_ns
    (out / "doc/stale").mkdir()
    (out / "doc/stale/1.md").write_text("stale", encoding="utf-8")
    (out / "notes.md").write_text("kept", encoding="utf-8")
    main([str(raw), "--out", str(out)])
    assert written(out) == before | {"notes.md": b"kept"}
    assert kept.stat().st_mtime_ns == stamp
    (raw / "loose" / "other.txt").unlink()
    main([str(raw), "--out", str(out)])
    assert "doc/yunzhengfa/2024/13.md" not in written(out)


def test_the_account_is_written_on_demand(raw: Path, tmp_path: Path) -> None:
    account = tmp_path / "account.json"
    main([str(raw), "--out", str(tmp_path / "out"), "--account", str(account)])
    record = json.loads(account.read_text(encoding="utf-8"))
    assert [(file["file"], file["balanced"]) for file in record["files"]] == [("issue.txt", True), ("other.txt", True)]
    assert all(len(edit) == 4 for file in record["files"] for edit in file["edits"])


def test_the_module_is_a_command(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (raw / "empty.txt").write_bytes(b"")
    run = subprocess.run(
        [sys.executable, "-m", "converters", raw, "--out", out], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (2, "empty.txt:0: unreadable: the file is empty\n")
    assert "2 documents" in run.stdout
    again = tmp_path / "again"
    main([str(raw), "--out", str(again)])
    assert written(out) == written(again)
