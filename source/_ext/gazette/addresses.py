"""Where things stand on the site: the one place that knows.

All links are relative, so that the same bytes are right at the root of a host, in a folder of it, and in the frozen
folder of a release. There are two kinds, because the Traditional trees (``/zh-hant/…``) are copies of the finished
pages, one folder deeper:

* **page to page**: Sphinx's ``pathto``, so that a reader stays in the script of the page;
* **what stands once** — style sheet, script, PDF, corpus.json, the script switch: begins with ``./``, which makes no
  difference to a browser. In a copy one folder deeper that ``./`` becomes ``../``.

Only the page that answers dead links is shown at any depth: its links start at the root of the host, which is the path
of ``gazette_base_url``. Addresses to cite are whole.

>>> outward("doc/jizhengfa/2019/19/", "pdf/corpus.pdf"), outward("", "pdf/corpus.pdf")
('./../../../../pdf/corpus.pdf', './pdf/corpus.pdf')
>>> site = Addresses("https://gongbao.example/law/")
>>> site.root("pdf/corpus.pdf"), site.absolute("doc/jizhengfa/2019/19/")
('/law/pdf/corpus.pdf', 'https://gongbao.example/law/doc/jizhengfa/2019/19/')
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

ANCHOR_RE = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What every anchor matches in full. The converters say the same; a test holds the two together."""
DOCUMENTS, ISSUES, NOTES = "doc/", "gazette/", "notes/"
"""What the names of pages begin with: of documents, of issues and gazettes, of the notes on a document."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script that the site is published in."""

    folder: str
    """Its tree: empty for Simplified, else ``zh-hant/``."""
    lang: str
    """Language tag of its pages."""
    mark: str
    """One character that stands for it in the switch."""
    name: str
    """Its name, in itself."""
    forms: str = ""
    """Configuration of OpenCC with its common characters; none for Simplified. Without one, all that differs from
    Simplified stands in the texts of the search as rare."""


SCRIPTS = (
    Script("", "zh-Hans", "简", "简体"),
    Script("zh-hant/", "zh-Hant", "繁", "繁體", "s2t"),
    Script("zh-tw/", "zh-Hant-TW", "台", "臺灣正體", "s2tw"),
    Script("zh-hk/", "zh-Hant-HK", "港", "香港繁體", "s2hk"),
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of a site that is published at ``base_url`` (empty when not known)."""

    base_url: str = ""

    def root(self, path: str = "") -> str:
        """Give the address from the root of the host."""
        return f"{urlsplit(self.base_url).path.rstrip('/')}/{path}"

    def absolute(self, path: str = "") -> str:
        """Give the address to cite; from the root of the host when the site does not know its own."""
        return f"{self.base_url.rstrip('/')}/{path}"


def outward(page: str, path: str) -> str:
    """Give the address of what stands once, from the root of the tree, as a page at a path links it."""
    return "./" + "../" * page.count("/") + path


def slug(document_id: str) -> str:
    """Give the name of a document in one piece.

    >>> slug("jizhengfa/2019/19")
    'jizhengfa-2019-19'
    """
    return document_id.replace("/", "-")


def document_pdf(document_id: str) -> str:
    """Give the path of a document's PDF.

    >>> document_pdf("jizhengfa/2019/19")
    'pdf/jizhengfa-2019-19.pdf'
    """
    return f"pdf/{slug(document_id)}.pdf"


def issue_slug(docname: str) -> str:
    """Give the name of an issue in one piece.

    >>> issue_slug("gazette/jinanshirenminzhengfugongbao/2020/1")
    'jinanshirenminzhengfugongbao-2020-1'
    """
    return slug(docname.removeprefix(ISSUES))


def issue_pdf(docname: str) -> str:
    """Give the path of an issue's PDF.

    >>> issue_pdf("gazette/jinanshirenminzhengfugongbao/2020/1")
    'pdf/jinanshirenminzhengfugongbao-2020-1.pdf'
    """
    return f"pdf/{issue_slug(docname)}.pdf"
