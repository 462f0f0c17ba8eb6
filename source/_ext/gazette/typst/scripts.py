"""The tree in another script, beside it: a file is converted when it is another one, or what words become is.

::

    TREE/.scripts/<script>/…       the converted files, under their paths in the tree
    TREE/.scripts/<script>.json    by file: digest of what it was converted from; and the version of the conversion
    TREE/.scripts/*.pickle         what words become, named by the digest of what it was made of
"""

import json
import pickle
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from converters import variants

from ..digests import Digests, digest
from .pdfs import TypesettingError

__all__ = ["SOURCE", "Convert", "Dictionaries", "converted"]

SOURCE = variants.SOURCE
FOLDER = ".scripts"
CODES = "lib/qr"
"""Folder of the codes, which hold no words."""
Convert = Callable[[str, str], str]
"""Source and name of the script in, converted source out."""


class Dictionaries:
    """What words become in the scripts, by the terms and documents of a source folder.

    The names of persons are looked for in all documents. So what was found is kept beside the tree, and taken from
    there as long as documents and terms stay as they are.
    """

    def __init__(self, source: Path, tree: Path) -> None:
        """Read what is kept, or the terms and documents.

        Raises:
            TypesettingError: terms cannot be used.

        """
        code = b"".join(path.read_bytes() for path in sorted(Path(variants.__file__).parent.glob("*.py")))
        self._lexicon = _lexicon(source, tree / FOLDER, digest(code))
        words = repr(sorted(self._lexicon.words.items()))
        self.version = digest(b"".join((code, self._lexicon.as_bytes(), words.encode())))
        """Of all that decides what a text becomes."""
        self._converters: dict[str, Callable[[str], str]] = {}

    def convert(self, source: str, script: str) -> str:
        """Convert the source of a PDF into a script.

        Raises:
            variants.ConversionError: a confirmed name comes out otherwise.

        """
        if script not in self._converters:  # opened late: most runs convert nothing
            self._converters[script] = variants.typst_converter(self._lexicon, script)
        return self._converters[script](source)


def _lexicon(source: Path, folder: Path, code: str) -> variants.Lexicon:
    """Give what words become, from what is kept if it was made of the same."""
    files = Digests(source, folder / "source.json")
    names = sorted(f.relative_to(source).as_posix() for f in (*source.glob("doc/**/*.md"), *source.glob("terms/*")))
    kept = folder / f"{digest(repr((code, [(name, files[name]) for name in names])).encode())}.pickle"
    if kept.exists():
        found: variants.Lexicon = pickle.loads(kept.read_bytes())  # noqa: S301 -- our own
        return found
    try:
        found = variants.load_lexicon(source)
    except variants.TermsError as error:
        raise TypesettingError(str(error)) from error
    files.save()
    for former in folder.glob("*.pickle"):
        former.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return found


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
    root, record = tree / FOLDER / script, tree / FOLDER / f"{script}.json"
    before = _begun(root, record)
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


def _begun(root: Path, record: Path) -> dict[str, Any]:
    """Read what stands in the folder of a script; where nobody knows, the folder is made anew."""
    if record.exists():
        known: dict[str, Any] = json.loads(record.read_text("utf-8"))
        return known
    shutil.rmtree(root, ignore_errors=True)
    codes = root / CODES
    codes.parent.mkdir(parents=True)
    codes.symlink_to(Path("../../..", CODES), target_is_directory=True)
    return {"version": "", "files": {}}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
