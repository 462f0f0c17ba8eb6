"""OpenCC's own dictionaries as data, read with the tool that its package brings."""

import subprocess
from functools import cache
from pathlib import Path

import opencc

_HOME = Path(opencc.__file__).parent / "clib"


def dictionary_path(name: str) -> str:
    """Where a dictionary of the package lies, as a configuration names it."""
    return str(_HOME / "share" / "opencc" / f"{name}.ocd2")


@cache
def dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """Read a dictionary: entry → its forms, the default first."""
    # Through a pipe: on a full disk, the tool would write half a file, and not say so.
    command = ("opencc_dict", "-f", "ocd2", "-t", "text", "-i", dictionary_path(name), "-o", "/dev/stdout")
    said = subprocess.run(command, executable=_HOME / "bin" / command[0], check=True, capture_output=True)  # noqa: S603
    lines = said.stdout.decode().split("\n")
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {key: tuple(forms.split(" ")) for key, forms in rows}


def ambiguous() -> dict[str, tuple[str, ...]]:
    """Characters with several Traditional forms, the default first: 里 → 裏 里 哩."""
    return {char: forms for char, forms in dictionary("STCharacters").items() if len(forms) > 1}


def default_form(char: str) -> str:
    """Give the first choice for a character: 于 → 於."""
    return dictionary("STCharacters").get(char, (char,))[0]


def phrase_form(word: str) -> str | None:
    """Give the form of a phrase; None when OpenCC has it not as a phrase."""
    forms = dictionary("STPhrases").get(word)
    return forms[0] if forms else None
