"""The tree in another script, beside it: a file is converted when it is another one, or what words become is.

::

    TREE/.scripts/<script>/…             the converted files, under their paths in the tree
    TREE/.scripts/<script>/files.json    digest of what each was converted from, and the version of the conversion
    TREE/.scripts/*                      what :func:`variants.load_lexicon` keeps
"""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from converters import variants

from ..digests import digest
from ..whole import kept_json
from .pdfs import TypesettingError

__all__ = ["SOURCE", "Convert", "Dictionaries", "converted"]

SOURCE = variants.SOURCE
FOLDER, RECORD = ".scripts", "files.json"
CODES = "lib/qr"
"""Folder of the codes, which hold no words."""
Convert = Callable[[str, str], str]
"""Source and name of the script in, converted source out."""


class Dictionaries:
    """What words become in the scripts, by the terms and documents of a source folder."""

    def __init__(self, source: Path, tree: Path) -> None:
        """Read the terms, and the documents that have changed since it was done for this tree last.

        Raises:
            TypesettingError: terms cannot be used.

        """
        try:
            self._lexicon = variants.load_lexicon(source, tree / FOLDER)
        except variants.TermsError as error:
            raise TypesettingError(str(error)) from error
        code = (path.read_bytes() for path in sorted(Path(variants.__file__).parent.glob("*.py")))
        words = repr(sorted(self._lexicon.words.items())).encode()
        self.version = digest(b"".join((*code, self._lexicon.as_bytes(), words)))
        """Of all that decides what a text becomes."""
        self._converters: dict[str, Callable[[str], str]] = {}

    def convert(self, source: str, script: str) -> str:
        """Convert the source of a PDF into a script.

        Raises:
            variants.ConversionError: a text has another length after conversion.

        """
        if script not in self._converters:  # opened late: most runs convert nothing
            self._converters[script] = variants.typst_converter(self._lexicon, script)
        return self._converters[script](source)


def converted(tree: Path, script: str, sources: Mapping[str, str], convert: Convert, version: str) -> Path:
    """Write files of the tree in another script, and give the folder that they are in.

    Code, labels and paths are ASCII, so conversion meets only words.

    Args:
        tree: the tree
        script: name of the script
        sources: paths of the files in the tree, and their digests
        convert: source and name of the script in, converted source out
        version: of all that `convert` depends on

    Raises:
        TypesettingError: files cannot be converted; all are named.

    """
    root = tree / FOLDER / script
    before, record = _begun(root), root / RECORD
    same = before["files"] if before["version"] == version else {}
    record.unlink(missing_ok=True)  # for the case that this is broken off
    faults, done = [], {}
    for name, made_of in sources.items():
        try:
            if same.get(name) != made_of:
                _write(root / name, convert((tree / name).read_text("utf-8"), script))
            done[name] = made_of
        except variants.ConversionError as error:
            faults.append(f"{name}: {error}")
    for stale in before["files"].keys() - done.keys():
        (root / stale).unlink(missing_ok=True)
    record.write_text(json.dumps({"version": version, "files": done}) + "\n", "utf-8")
    if faults:
        raise TypesettingError("\n".join(faults))
    return root


def _begun(root: Path) -> dict[str, Any]:
    """Read what stands in the folder of a script; where nobody knows, the folder is made anew."""
    known: dict[str, Any] | None = kept_json(root / RECORD)
    if known:
        return known
    shutil.rmtree(root, ignore_errors=True)
    codes = root / CODES
    codes.parent.mkdir(parents=True)
    codes.symlink_to(Path("../../..", CODES), target_is_directory=True)
    return {"version": "", "files": {}}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
