"""A finished HTML page → the same page in another script: text and chosen attributes change, markup stays as it is.

The page is cut into markup and runs of text once; every script then converts the runs as one text. Inline elements do
not interrupt it, so 《云州市<wbr>条例》 reads as one title; everything else does. Left alone are scripts, style sheets,
code, what is marked ``translate="no"``, and below <html> every element with a language of its own (the switch).

Links between pages are relative and stay in the tree; what stands once is linked from the root. So only these differ:
``lang`` of <html>, the canonical address (that of this script among the page's alternates), and PDFs, which are in
``pdf/zh-hant/`` in Traditional.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from converters.variants.runs import Gathered, Gatherer
from converters.variants.scripts import PRINTED, SIMPLIFIED, Script

_ASCII = r"[^<>\"'\x80-\U0010ffff]"
_TAG = r"""<[/!]?[A-Za-z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>"""
_TOKEN_RE = re.compile(
    rf"""(?P<plain>(?:</?[A-Za-z]{_ASCII}*(?:"[^"\x80-\U0010ffff]*"{_ASCII}*)*>[ \t\n]*)+)"""
    rf"|(?P<comment><!--.*?-->)|(?P<tag>{_TAG})|(?P<text>[^<]+|<)",
    re.DOTALL,
)
"""Tags that hold no text, as many as follow one another; a comment; a tag with text in it; text."""
_ONE_RE = re.compile(_TAG)
_SPECIAL_RE = re.compile(r"<(?:html|link|meta|script|style|code|pre|kbd|samp)\b|lang=|translate=|\.pdf", re.IGNORECASE)
"""What calls for a closer look at plain tags."""
_TAG_RE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE_RE = re.compile(r"""\s([A-Za-z][A-Za-z0-9-]*)=("[^"]*"|'[^']*')""")
_OWN_RE = re.compile(r"""\s(?:lang|translate)=["'](?!yes["'])""")
_PDF_RE = re.compile(r"""(\shref=["'][^"'#]*?/?pdf/)(?=[^"'/]+\.pdf["'#])""")

_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "data", "dfn", "del", "em", "i", "ins", "label", "mark", "q", "ruby",
        "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    )
)  # fmt: skip
"""Elements that do not interrupt a sentence."""
_BREAK_RE = re.compile(rf"</?(?!(?:{'|'.join(sorted(_INLINE))})\b)[A-Za-z]", re.IGNORECASE)
"""The tag of any other."""
_OPAQUE = frozenset(("script", "style", "code", "pre", "kbd", "samp"))
"""Elements whose content is not for reading, or not to be touched."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_WORDS = frozenset(
    (
        "alt", "title", "placeholder", "label", "summary", "abbr",
        "aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "aria-placeholder",
    )
)  # fmt: skip
"""Attributes that are read by people; besides them all ``data-…``."""
_META = frozenset(
    (
        "description", "keywords", "author", "application-name", "apple-mobile-web-app-title",
        "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:title", "twitter:description",
    )
)  # fmt: skip
"""Metadata whose content is text."""

Rewrite = Callable[[str, Script, Mapping[str, str]], str]
"""Tag, script and the page's alternates in, tag out."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, cut."""

    gathered: Gathered
    """Markup and text: running text in printed order, then attributes."""
    rewrites: tuple[tuple[int, Rewrite], ...]
    """Tags (the numbers of their parts) that differ between the scripts."""
    alternates: Mapping[str, str]
    """Address of the page in each language."""

    def render(self, script: Script, converted: str) -> str:
        """Give the page in a script, from its converted text."""
        parts = self.gathered.filled(converted)
        for number, rewrite in self.rewrites:
            parts[number] = rewrite(parts[number], script, self.alternates)
        return "".join(parts)


def cut(html: str) -> Page:
    """Cut a page; ``"".join(page.gathered.parts)`` is the page again."""
    cutter = _Cutter(html)
    at = 0
    while token := _TOKEN_RE.match(html, at):
        at = cutter.take(token)
    return Page(cutter.parts.gathered(), tuple(cutter.rewrites), cutter.alternates)


class _Cutter:
    """Builds a page from its tokens."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.parts = Gatherer()
        self.rewrites: list[tuple[int, Rewrite]] = []
        self.alternates: dict[str, str] = {}

    def take(self, token: re.Match[str]) -> int:
        """Take a token in, or the first tag of one that calls for a closer look; give where it ends."""
        kind, text = token.lastgroup, token[0]
        if kind == "text" and text != "<":
            self.parts.running(text)
        elif kind == "tag" or (kind == "plain" and _SPECIAL_RE.search(text)):
            return self._tag(token.start())
        else:
            self.parts.broken = self.parts.broken or _BREAK_RE.search(text) is not None
            self.parts.markup(text)
        return token.end()

    def _tag(self, start: int) -> int:
        """Take one tag in; with all that it holds, if that is not to be converted."""
        found = _ONE_RE.match(self._html, start)
        tag = found[0] if found else self._html[start]
        name = _TAG_RE.match(tag)
        self.parts.broken = self.parts.broken or _BREAK_RE.match(tag) is not None
        if name is None or (not name[1] and _is_opaque(tag, name[2].lower())):
            end = self._end_of(name[2], start + len(tag)) if name else start + len(tag)
            self.parts.markup(self._html[start:end])
            return end
        self._open(tag, name[2].lower())
        return start + len(tag)

    def _end_of(self, name: str, at: int) -> int:
        """Give where the element ends whose start tag ends at a place."""
        depth = 1
        for tag in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(self._html, at):
            depth += -1 if tag[1] else 1
            if not depth:
                return tag.end()
        return len(self._html)

    def _open(self, tag: str, name: str) -> None:
        if name == "link" and 'rel="alternate"' in tag:
            found = dict(_ATTRIBUTE_RE.findall(tag))
            self.alternates[found.get("hreflang", "")[1:-1]] = found.get("href", "")[1:-1]
        at = 0
        for start, end in _readable(tag, name):
            self.parts.markup(tag[at:start])
            self.parts.apart(tag[start:end])
            at = end
        for tags, mark, rewrite in _REWRITES:
            if name in tags and mark in tag:
                self.rewrites.append((len(self.parts), rewrite))
        self.parts.markup(tag[at:])


def _is_opaque(tag: str, name: str) -> bool:
    return name in _OPAQUE or (name not in _VOID and name != "html" and _OWN_RE.search(tag) is not None)


def _readable(tag: str, name: str) -> Iterator[tuple[int, int]]:
    """Give where in a tag words stand that people read."""
    if tag.isascii():
        return
    if name == "meta" and not _META & {value.strip("\"'") for _, value in _ATTRIBUTE_RE.findall(tag)}:
        return
    for found in _ATTRIBUTE_RE.finditer(tag):
        key = found[1].lower()
        if key in _WORDS or key.startswith("data-") or (name == "meta" and key == "content"):
            yield found.start(2) + 1, found.end(2) - 1


# ---- what differs besides text ----


def _language(tag: str, script: Script, _alternates: Mapping[str, str]) -> str:
    return tag.replace(f'lang="{SIMPLIFIED}"', f'lang="{script.lang}"')


def _canonical(tag: str, script: Script, alternates: Mapping[str, str]) -> str:
    address = alternates.get(script.lang)
    return re.sub(r'(href=")[^"]*', lambda found: found[1] + address, tag) if address else tag


def _pdf(tag: str, _script: Script, _alternates: Mapping[str, str]) -> str:
    return _PDF_RE.sub(rf"\g<1>{PRINTED.code}/", tag)


_REWRITES: tuple[tuple[frozenset[str], str, Rewrite], ...] = (
    (frozenset(("html",)), "lang=", _language),
    (frozenset(("link",)), 'rel="canonical"', _canonical),
    (frozenset(("a", "link")), ".pdf", _pdf),
)
"""Elements, what their tag holds, and how it changes."""
