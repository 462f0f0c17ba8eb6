"""Raw files: which of them a command names, and what they hold."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def raw_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The raw files that the arguments name: files as they are, folders with all they hold but what is hidden, sorted.

    What is no file, such as a link that leads nowhere, is among them, so that reading it tells.

    Raises OSError for a path that does not exist, and for a folder that cannot be read.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(_below(path))
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(f"no such file or folder: {path}")


def _below(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top, onerror=_refuse):
        folders[:] = [name for name in folders if name[0] != "."]
        links = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # which are not followed
        yield from (Path(folder, name) for name in (*names, *links) if name[0] != ".")


def _refuse(error: OSError) -> None:
    raise error


def raw_bytes(path: Path) -> bytes:
    """Read a raw file.

    Raises OSError when it cannot be read, or is no file: a pipe would be waited for until somebody writes into it.
    """
    if path.is_file():
        return path.read_bytes()
    if path.is_dir():
        raise IsADirectoryError("a link to a folder, which is not followed")
    raise OSError("neither a file nor a folder" if path.exists() else "a link that leads nowhere")
