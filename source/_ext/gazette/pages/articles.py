"""An article in HTML: 款 hold their 项, 项 their 目, and the number of the article runs into the first 款."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from docutils import nodes

from ..law.numerals import han
from ..law.places import Place, Rank
from ..markup import Body, encode, start
from .headings import bookmark, numbered

Flow = Callable[[Iterable[nodes.Node], int], list[str]]
"""How what is neither 款 nor 项 nor 目 is written: children, depth → blocks."""


def article(body: Body, section: nodes.section, blocks: Sequence[nodes.Element], depth: int, flow: Flow) -> str:
    """Write ``<section class="article">`` of an article's section, and those of its blocks that belong to it."""
    ranks = [" ".join(node["classes"]) if isinstance(node, nodes.paragraph) else "" for node in blocks]
    led = ranks[:1] == ["paragraph"]
    writer = _Article(body, section, several=ranks.count("paragraph") > 1)
    writer.head(f"h{min(depth, 6)}", blocks[0] if led else None)
    steps = {"paragraph": writer.paragraph, "item": writer.item, "subitem": writer.subitem}
    for rank, node in zip(ranks[led:], blocks[led:], strict=True):
        if rank in steps:
            steps[rank](node)
        else:
            writer.parts += flow([node], depth + 1)
    writer.end("")
    return "".join(writer.parts)


class _Article:
    """Writes the blocks of an article, in their order, where they belong."""

    def __init__(self, body: Body, section: nodes.section, *, several: bool) -> None:
        self._body = body
        self._section = section
        self._number = encode(section[0].astext())
        self._several = several
        """Whether it has more than one 款."""
        self.parts: list[str] = []
        self._open: dict[str, str] = {"": ""}
        """How what is open will end, the innermost last: the article, a 款, its list of 项 or 目, one of these …"""

    def head(self, tag: str, led: nodes.Element | None) -> None:
        """Begin with the number; the first 款 shares its line, where the article begins with one."""
        ids, led_ids = self._section["ids"], led["ids"] if led else []
        link = bookmark(ids[0], self._body.inline(self._section[0].children))
        self._begin("article", "section", ids, "</section>\n", classes="article")
        self._begin("k", "div", led_ids, "</div>\n", classes="k")
        self.parts.append(f"<{tag}>{link}</{tag}>" + (f"　{self._words(led)}" if led else ""))

    def paragraph(self, node: nodes.Element) -> None:
        """款: a paragraph without a number."""
        self.end("article")
        self._begin("k", "div", node["ids"], "</div>\n", classes="k")
        self.parts.append(self._words(node))

    def item(self, node: nodes.Element) -> None:
        """项: hangs in the list of its 款."""
        self._listed(node, "x", "k")

    def subitem(self, node: nodes.Element) -> None:
        """目: hangs in the list of its 项; of its 款 where that has none."""
        self._listed(node, "m", "li.x" if "li.x" in self._open else "k")

    def _listed(self, node: nodes.Element, name: str, host: str) -> None:
        if name in self._open:
            self.end(name)
        else:
            self.end(host)
            self._begin(name, "ol", [], "</ol>\n", classes=name)
        self._begin(f"li.{name}", "li", node["ids"], "</li>")
        self.parts.append(numbered(self._body, node.children, (*node["ids"], "")[0], "n"))

    def _begin(self, place: str, tag: str, ids: Sequence[str], end: str, classes: str = "") -> None:
        self.parts.append(start(tag, ids, classes))
        self._open[place] = self._body.closing(ids) + end

    def end(self, host: str) -> None:
        """End all that is open inside a place."""
        while next(reversed(self._open)) != host:
            self.parts.append(self._open.popitem()[1])

    def _words(self, node: nodes.Element) -> str:
        """Write the words of a 款, and behind them its name (第二款) as a link.

        Where the article has but one, it has no name: a single 款 is never cited.
        """
        anchor = node["ids"][0] if self._several and node["ids"] else ""
        name = _name(anchor) if anchor else ""
        said = f'aria-label="{self._number}{name}" class="kuan" data-n="{name}"'
        link = f'<a {said} href="#{anchor}" rel="bookmark"></a>' if name else ""
        return f"<p>{self._body.inline(node.children)}{link}</p>\n"


@lru_cache(maxsize=8192)
def _name(anchor: str) -> str:
    """Name the 款 of an anchor; the same ones come in every document."""
    place = Place.of_anchor(anchor)
    return f"第{han(place.steps[-1].number)}款" if place and place.rank is Rank.PARAGRAPH else ""
