"""Commands: what the system refuses is one line and status 2, other faults stay loud, Ctrl-C ends them silently."""

import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import converters.command
import gazette.command
from tests.conftest import MIDDAY, ROOT
from tests.lawproject import digests
from tests.rawtext import NOTICE

COMMANDS = pytest.mark.parametrize("command", [converters.command, gazette.command], ids=["converters", "gazette"])


@COMMANDS
@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "error: No space left on device\n"),
        (OSError(errno.EROFS, "Read-only file system", "source/doc"), "error: source/doc: Read-only file system\n"),
        (OSError(errno.EACCES, "Permission denied", "a", None, "b"), "error: b: Permission denied\n"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    command: ModuleType, refused: OSError, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def main() -> int:
        raise refused

    assert command.status(main) == 2
    assert capsys.readouterr().err == told
    assert command.status(lambda: 1) == 1


@COMMANDS
def test_a_fault_of_the_program_is_not_hidden(command: ModuleType) -> None:
    with pytest.raises(FileNotFoundError):
        command.status(lambda: len(os.listdir("nowhere")))


@COMMANDS
def test_a_command_that_is_interrupted_says_nothing(command: ModuleType) -> None:
    code = (
        "import signal, time; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # in the background: none
        f"from {command.__name__} import status; status(lambda: print(flush=True) or time.sleep(60))"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'source' / '_ext'}"}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.communicate()[1] == b""
    assert process.returncode == -signal.SIGINT


Sizes = tuple[int, ...]
Command = list[str | Path]


def stages(folder: Path, raw: Path, source: Path) -> list[tuple[Sizes, Command]]:
    """Give the commands of ``make site``, for a folder of results, each behind sizes of which it has larger files."""
    site, tree, shards = folder / "site", folder / "typst", folder / "shards"
    return [
        ((1_000, 6_000), ["converters", raw, "--out", source, "--keep", folder / "readings"]),
        ((1_000, 20_000), ["gazette.typst.build", source, tree, "--pages", site, "--shards", shards]),
        ((1_000, 9_000), ["converters.variants", site, "--source", source]),
        ((100, 300), ["gazette.search", site, "--keep", folder / "records"]),
        ((1_000, 9_000), ["gazette.typst", source, tree, site / "pdf", "--shards", shards, "--written", "--packaged"]),
    ]


def run(command: Command, size: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """Run a command that may write no file of more than some bytes: as on a disk that is full, the rest is refused."""
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'source' / '_ext'}", "SOURCE_DATE_EPOCH": MIDDAY}
    limit = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, -1))"
    code = f"{limit}; os.execv(sys.executable, [sys.executable, '-m', *sys.argv[1:]])"
    return subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=ROOT,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_after_a_full_disk_the_next_run_gives_what_a_first_run_gives(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(12, 18):
        (raw / f"{number}.txt").write_text(NOTICE.replace("12号", f"{number}号"), "utf-8")
    made = {}
    for name in ("full", "first"):
        source = tmp_path / name / "source"
        source.mkdir(parents=True)
        for part in ("index.md", "about.md", "terms", "_typst"):
            (source / part).symlink_to(ROOT / "source" / part)
        for sizes, command in stages(tmp_path / name, raw, source):
            for size in sizes if name == "full" else ():
                told = run(command, size)
                assert told.returncode in (1, 2)
                assert told.stderr.count("File too large") == 1
                assert "Traceback" not in told.stderr
            told = run(command)
            assert told.returncode == 0, told.stderr
        made[name] = digests(tmp_path / name / "site")
    assert made["full"] == made["first"]
