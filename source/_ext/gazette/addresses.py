"""Where things stand on the site: the one place that knows.

Two kinds of links, because the Traditional trees (``/zh-hant/…``) are copies of the finished pages, one folder deeper:

* **page to page**: relative (Sphinx's ``pathto``), so that a reader stays in the script of the page;
* **everything that stands once** — style sheet, script, PDF, corpus.json, the script switch: from the root of the site,
  so that every tree finds it. The root is the path of ``gazette_base_url`` (``/`` when that is not set), so a site may
  also live in a folder of its host.

>>> site = Addresses("https://gongbao.example/law/")
>>> site.root("pdf/corpus.pdf"), site.absolute("doc/jizhengfa/2019/19/")
('/law/pdf/corpus.pdf', 'https://gongbao.example/law/doc/jizhengfa/2019/19/')
"""

from dataclasses import dataclass
from urllib.parse import urlsplit


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


SCRIPTS = (
    Script("", "zh-Hans", "简", "简体"),
    Script("zh-hant/", "zh-Hant", "繁", "繁體"),
    Script("zh-tw/", "zh-Hant-TW", "台", "臺灣正體"),
    Script("zh-hk/", "zh-Hant-HK", "港", "香港繁體"),
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


def document_pdf(document_id: str) -> str:
    """Give the path of a document's PDF.

    >>> document_pdf("jizhengfa/2019/19")
    'pdf/jizhengfa-2019-19.pdf'
    """
    return f"pdf/{document_id.replace('/', '-')}.pdf"


def issue_pdf(docname: str) -> str:
    """Give the path of an issue's PDF.

    >>> issue_pdf("gazette/jinanshirenminzhengfugongbao/2020/1")
    'pdf/jinanshirenminzhengfugongbao-2020-1.pdf'
    """
    return document_pdf(docname.removeprefix("gazette/"))
