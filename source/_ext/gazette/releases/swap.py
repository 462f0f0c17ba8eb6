"""One folder in the place of another, in one step; and the lock under which that is done.

Own code, because Python's standard library has neither: ``renameat2(2)`` exchanges two folders, so that a reader sees
one or the other, and ``syncfs(2)`` brings a file system to disk, where ``fsync`` would be one wait for each of many
files. Linux only; a file system that cannot exchange (NFS, FAT) is found out before anything is made.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .shelf import ReleaseError

__all__ = ["FULL", "beside", "exchange", "locked", "probe", "remove", "settle"]

AT_FDCWD = -100
RENAME_EXCHANGE = 2
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors of a full disk, or of a full share of it."""
_libc = ctypes.CDLL(None, use_errno=True)


def beside(site: Path, part: str) -> Path:
    """Give the path beside a published folder for a part of the work: ``.site.next``."""
    return site.with_name(f".{site.name}.{part}")


@contextmanager
def locked(site: Path) -> Iterator[None]:
    """Hold the lock of a published folder; it goes with the process, however that ends.

    Raises:
        ReleaseError: somebody else holds it, or there is no place for it.

    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        lock = beside(site, "lock").open("w")
    except OSError as error:
        raise ReleaseError(f"{site}: the folder around it cannot be written: {error}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ReleaseError(f"{site}: another publication is at work; try again when it is done") from None
        yield


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders of a file system, in one step.

    Raises:
        OSError: the system cannot do it.

    """
    if _libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def probe(folder: Path) -> None:
    """Find out whether folders can be exchanged and files linked here.

    Raises:
        ReleaseError: they cannot.

    """
    one, other = beside(folder, "probe-1"), beside(folder, "probe-2")
    try:
        for path in (one, other):
            remove(path)
            path.mkdir()
        (one / "file").touch()
        os.link(one / "file", other / "file")
        exchange(one, other)
    except (OSError, AttributeError) as error:
        if getattr(error, "errno", None) in FULL:
            raise
        raise ReleaseError(
            f"{folder.parent}: this file system cannot exchange folders or link files: {error}"
        ) from error
    finally:
        for path in (one, other):
            remove(path)


def settle(folder: Path) -> None:
    """Bring everything on the file system of a folder to disk.

    Raises:
        OSError: something could not be written.

    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        if _libc.syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it; one that does not exist is removed already."""
    if folder.exists():
        shutil.rmtree(folder)
