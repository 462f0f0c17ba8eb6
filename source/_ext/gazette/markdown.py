"""Reading generated documents into what MyST-Parser and Sphinx make of them, without what the converters never write.

Documents and issues are written by the converters and never edited, so three things may be left out, which take three
quarters of the time of reading a page and change nothing on it:

* front matter is one JSON value a line, which ``json`` reads some sixty times as fast as YAML's parser;
* blocks and words are of a small language, which :mod:`gazette.plain` reads;
* settings, transforms and collectors of Sphinx serve what no such document holds (directives, footnotes, pictures,
  translations), or what no page shows (Sphinx's own contents).

So they are read before Sphinx reads all others, and a document that is not of that form among these.
"""

import json
import re
import time
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import new_document

from . import plain
from .addresses import DOCUMENTS, ISSUES, NOTES

__all__ = ["GENERATED", "front_matter", "setup_markdown"]

GENERATED = (DOCUMENTS, ISSUES)
"""What the names of generated pages begin with."""
ENCODING = "the file is not UTF-8: save it as UTF-8"
HIDDEN = "gazette_hidden"
"""In the state of Sphinx for the page that is read: what its collectors need not see of a generated page."""
logger = logging.getLogger(__name__)
_FIELD_RE = re.compile("(?P<name>[a-z_]+): (?P<value>.*)")


def front_matter(text: str) -> tuple[dict[str, Any], str] | None:
    r"""Read the front matter of a generated page, and give it with the text, which keeps its lines.

    None where a line is not ``name: JSON``.

    >>> front_matter('---\nid: "yunzhengfa/2023/9"\npage: 3\n---\n# 办法\n')
    ({'id': 'yunzhengfa/2023/9', 'page': 3}, '\n\n\n\n# 办法\n')
    """
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        return None
    values: dict[str, Any] = {}
    lines = head.split("\n")
    for line in lines:
        field = _FIELD_RE.fullmatch(line)
        if field is None:
            return None
        try:
            values[field["name"]] = json.loads(field["value"])
        except ValueError:
            return None
    return values, "\n" * (len(lines) + 2) + body


class _Reader:
    """Reads the generated pages of a build before Sphinx reads the others."""

    def __init__(self) -> None:
        self._read: list[str] = []
        """Names of the pages that it has read."""

    def read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Read the generated pages, and leave to Sphinx the others that are UTF-8: it would not say which are not.

        A file of notes that is not is told and left out.

        Raises:
            ExtensionError: another page is not UTF-8.

        """
        self._read = [name for name in docnames if name.startswith(GENERATED) and _read(app, env, name)]
        docnames[:] = sorted({*docnames}.difference(self._read))
        for name, place in [(name, place) for name in docnames if (place := _undecoded(env.doc2path(name)))]:
            if not name.startswith(NOTES):
                raise ExtensionError(f"{place}: {ENCODING}")
            logger.error(ENCODING, location=place, type="law", subtype="note")
            app.events.emit("env-purge-doc", env, name)
            env.clear_doc(name)
            env.project.docnames.discard(name)
            docnames.remove(name)

    def updated(self, _app: Sphinx, _env: BuildEnvironment) -> list[str]:
        """Tell Sphinx that the pages are to be written."""
        return self._read


def _undecoded(path: Path) -> str | None:
    """Name the file and line where what people have written is no UTF-8; None where it can be read."""
    content = path.read_bytes()
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"{path.resolve()}:{line}"
    return None


def _read(app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
    """Do for a generated page what Sphinx does for any other; False, and nothing is done, where it has another form."""
    path = env.doc2path(docname)
    found = front_matter(path.read_text("utf-8"))
    if found is None:
        return False
    values, text = found
    if docname.startswith(ISSUES):  # only the heading is read: its page shows the records of what it prints
        text = text.partition("\n\n## ")[0].partition("\n- ")[0]
    document = new_document(str(path))
    if not plain.read(text, document):
        return False
    document.current_source = document.current_line = None
    if docname in env.all_docs:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
    env.prepare_settings(docname)
    env.metadata[docname].update(values)
    env.current_document[HIDDEN] = []
    app.events.emit("doctree-read", document)
    env.all_docs[docname] = time.time_ns() // 1_000  # as Sphinx counts
    env.prepare_settings("")
    app.builder.write_doctree(docname, document)
    return True


def hide(app: Sphinx, doctree: nodes.document) -> None:
    """Let Sphinx's collectors see no more of a generated page than its heading."""
    heading = doctree.next_node(nodes.section)
    if HIDDEN in app.env.current_document and heading:
        app.env.current_document[HIDDEN] = heading.children[1:]
        del heading.children[1:]


def show(app: Sphinx, doctree: nodes.document) -> None:
    """Give a generated page its text back."""
    heading = doctree.next_node(nodes.section)
    if HIDDEN in app.env.current_document and heading:
        heading.children += app.env.current_document[HIDDEN]


def setup_markdown(app: Sphinx) -> None:
    """Let generated pages be read before Sphinx reads the others."""
    reader = _Reader()
    app.connect("env-before-read-docs", reader.read)
    app.connect("env-updated", reader.updated)
    app.connect("doctree-read", hide, priority=400)  # the collectors' is 500
    app.connect("doctree-read", show, priority=550)
