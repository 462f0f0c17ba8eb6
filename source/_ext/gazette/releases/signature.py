"""Signatures of manifests, by minisign: a program of its own, since a key should not pass through a build tool."""

import subprocess
from pathlib import Path

from .shelf import ReleaseError

__all__ = ["is_signed_by", "sign"]


def sign(path: Path, key: Path, release: str) -> None:
    """Sign a file; the signature stands beside it. minisign asks for the password of the key, if it has one.

    Raises:
        ReleaseError: it cannot be signed.

    """
    said = _run("-S", "-s", str(key), "-m", str(path), "-t", f"release {release}", "-c", f"SHA256SUMS of {release}")
    if said.returncode:
        raise ReleaseError(
            f"{path.name}: minisign cannot sign it with {key}: {said.stderr.strip() or said.stdout.strip()}"
        )


def is_signed_by(path: Path, public_key: str) -> bool:
    """Tell whether the signature beside a file is right; a public key is a file, or the key itself."""
    key = ("-p", public_key) if Path(public_key).is_file() else ("-P", public_key)
    return _run("-V", "-q", "-m", str(path), *key).returncode == 0


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["minisign", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise ReleaseError("minisign is not installed: apt-get install minisign") from None
