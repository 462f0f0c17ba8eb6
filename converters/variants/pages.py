"""A finished HTML page → the same page in another script: text and chosen attributes change, markup stays as it is.

The page is cut into text and runs of tags once; every script then converts the texts as one text. Inline elements do
not interrupt it, so 《云州市<wbr>条例》 reads as one title; everything else does. Left alone are scripts, style sheets,
code, what is marked ``translate="no"``, and below <html> every element with a language of its own (the switch).

Links between pages are relative and stay in the tree. So only these differ: ``lang`` of <html>, the canonical address
(that of this script among the page's alternates), what stands once for all scripts, whose address begins with ``./``
and here with ``../``, and PDFs, which are in ``pdf/zh-hant/`` in Traditional.

Own code, where lxml would parse and write anew for each script: the bytes of the markup stay as they are. Most runs of
tags stand on many pages, so each is looked at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from typing import NamedTuple

from converters.variants.boundary import BREAK
from converters.variants.scripts import PRINTED, SIMPLIFIED, Script

_TAG = r"""<[/!]?[A-Za-z][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+>"""
_UNIT = rf"(?:<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|{_TAG})"
_RUN_RE = re.compile(rf"({_UNIT}(?:[ \t\n]*+{_UNIT})*+)", re.DOTALL | re.IGNORECASE)
"""Tags and comments that follow one another, with the white space between them."""
_UNIT_RE = re.compile(_UNIT, re.DOTALL | re.IGNORECASE)
_SPECIAL_RE = re.compile(
    r"<(?:html|link|meta|code|pre|kbd|samp)\b|lang=|translate=|\.pdf|=[\"'](?:\./|canonical)", re.IGNORECASE
)
"""What calls for a closer look at a run of tags in ASCII."""
_NAME_RE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE_RE = re.compile(r"""\s([A-Za-z][A-Za-z0-9-]*)=("[^"]*"|'[^']*')""")
_OWN_RE = re.compile(r"""\s(?:lang|translate)=["'](?!yes["'])""")
_PDF_RE = re.compile(r"""(\shref=["'][^"'#]*?/?pdf/)(?=[^"'/]+\.pdf["'#])""")
_OUTWARD_RE = re.compile(r"""(\s(?:(?:href|src|action)=["']|data-[a-z-]+=["'](?=\./[^"'])))\./""")
"""The address of what stands once; ``data-root="./"`` is the root of the tree in which the page stands."""

_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "data", "dfn", "del", "em", "i", "ins", "label", "mark", "q", "ruby",
        "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    )
)  # fmt: skip
"""Elements that do not interrupt a sentence."""
_BREAK_RE = re.compile(
    rf"</?(?!(?:{'|'.join(sorted(_INLINE))})\b)[A-Za-z]|>[ \t\n]+<|</del>(?:</[a-z]+>)*<ins\b", re.IGNORECASE
)
"""The tag of any other; white space between tags, which is shown as a space; from what is removed to what is added."""
_OPAQUE = frozenset(("code", "pre", "kbd", "samp"))
"""Elements whose content is not to be touched; scripts and style sheets are units by themselves."""
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

_REMEMBERED = 1 << 14
"""Runs of tags that are looked at once."""

Rewrite = Callable[[str, Script, Mapping[str, str]], str]
"""Tag, script and the page's alternates in, tag out."""
Open = tuple[str, int]
"""Name of the element that is left alone, and how many of that name are open; none are at the end of it."""
_NOTHING: Open = ("", 0)


class _Piece(NamedTuple):
    """Part of a page that is not the same in every script, or is left alone."""

    text: str
    read: bool = False
    """Whether it is the value of an attribute that people read."""
    rewrites: tuple[Rewrite, ...] = ()

    def written(self, script: Script, alternates: Mapping[str, str]) -> str:
        """Give it in a script, if it is not read."""
        return reduce(lambda tag, rewrite: rewrite(tag, script, alternates), self.rewrites, self.text)


class _Run(NamedTuple):
    """What a run of tags means for the page."""

    form: str
    """The text before it and the run itself, with %s for that text and for each of its pieces."""
    breaks: bool
    """Whether the text behind it is not read together with the text before."""
    pieces: tuple[_Piece, ...] | None = None
    """None for one that is markup as it stands, and opens and ends nothing."""
    opened: Open = _NOTHING
    """What is open behind it, and to be left alone."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Languages and addresses of the page's alternates."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, cut."""

    text: str
    """What is to be converted, as one text: running text in printed order, then attributes."""
    form: str
    """The page, with %s for whatever is not the same in every script."""
    starts: Sequence[int]
    """For each %s where in `text` its words begin …"""
    ends: Sequence[int]
    """… and end."""
    pieces: Mapping[int, _Piece]
    """What of them does not stand in `text`, by its number."""
    alternates: Mapping[str, str]
    """Address of the page in each language."""

    def render(self, script: Script, converted: str) -> str:
        """Give the page in a script, from its converted text."""
        words = [converted[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        for number, piece in self.pieces.items():
            words[number] = piece.written(script, self.alternates)
        return self.form % tuple(words)


def cut(html: str) -> Page:
    """Cut a page."""
    parts = [*_RUN_RE.split(html), ""]
    texts, forms, starts, ends = list[str](), list[str](), list[int](), list[int]()
    pieces, alternates = dict[int, _Piece](), dict[str, str]()
    at, opened, broken = 0, _NOTHING, True
    for printed, markup in zip(parts[::2], parts[1::2], strict=True):
        text = printed if opened is _NOTHING else ""
        if opened is not _NOTHING:
            pieces[len(starts)] = _Piece(printed)
        elif text and broken:
            texts.append(BREAK)
            at += len(BREAK)
        run = _look(markup, opened)
        broken = run.breaks or (broken and not text)
        texts.append(text)
        forms.append(run.form)
        starts.append(at)
        at += len(text)
        ends.append(at)
        if run.pieces is not None:
            opened = run.opened
            alternates.update(run.alternates)
            pieces.update(enumerate(run.pieces, len(starts)))
            starts += [at] * len(run.pieces)
            ends += [at] * len(run.pieces)
    for number, piece in pieces.items():
        if piece.read:
            texts += BREAK, piece.text
            starts[number] = at + len(BREAK)
            ends[number] = at = starts[number] + len(piece.text)
    alone = {number: piece for number, piece in pieces.items() if not piece.read}
    return Page("".join(texts), "".join(forms), starts, ends, alone, alternates)


# ---- runs of tags ----


@lru_cache(_REMEMBERED)
def _look(markup: str, opened: Open) -> _Run:
    """Look at a run of tags, in which or before which an element to be left alone may be open."""
    breaks = _BREAK_RE.search(markup) is not None
    if opened is _NOTHING and _is_plain(markup):
        return _Run("%s" + markup.replace("%", "%%"), breaks)
    pieces: list[_Piece] = []
    alternates: list[tuple[str, str]] = []
    at = 0
    for unit in _UNIT_RE.finditer(markup):
        if opened is _NOTHING and _is_plain(unit[0]):
            continue
        tag, name = unit[0], _NAME_RE.match(unit[0])
        pieces.append(_Piece(markup[at : unit.start()]))
        at = unit.end()
        before, opened = opened, _after(tag, name, opened)
        if name:
            pieces += _pieces(tag, name[2].lower(), read=before is opened is _NOTHING)
            alternates += _alternate(tag, name[2].lower())
        else:
            pieces.append(_Piece(tag))
    pieces.append(_Piece(markup[at:]))
    form = "".join(["%s" if piece.read or piece.rewrites else piece.text.replace("%", "%%") for piece in pieces])
    own = tuple(piece for piece in pieces if piece.read or piece.rewrites)
    return _Run("%s" + form, breaks, own, opened, tuple(alternates))


def _is_plain(markup: str) -> bool:
    """Whether there is nothing to be read in markup, and nothing that opens what is left alone or differs."""
    return markup.isascii() and not _SPECIAL_RE.search(markup)


def _after(tag: str, name: re.Match[str] | None, opened: Open) -> Open:
    """Give what is open behind a tag and to be left alone."""
    if name is None:
        return opened
    end, element = name[1] != "", name[2].lower()
    if opened is _NOTHING:
        own = element in _OPAQUE or (element not in _VOID and element != "html" and _OWN_RE.search(tag) is not None)
        return (element, 1) if own and not end else _NOTHING
    depth = opened[1] + (element == opened[0]) * (-1 if end else 1)
    return (opened[0], depth) if depth else _NOTHING


def _pieces(tag: str, name: str, *, read: bool) -> Iterator[_Piece]:
    """Cut a tag at what is read in it, if it is to be read."""
    rewrites = tuple(rewrite for tags, mark, rewrite in _REWRITES if mark in tag and (name in tags or not tags))
    at = 0
    for start, end in _readable(tag, name) if read else ():
        yield _Piece(tag[at:start], rewrites=rewrites)
        yield _Piece(tag[start:end], read=True)
        at = end
    yield _Piece(tag[at:], rewrites=rewrites)


def _alternate(tag: str, name: str) -> Iterator[tuple[str, str]]:
    if name == "link" and 'rel="alternate"' in tag:
        found = dict(_ATTRIBUTE_RE.findall(tag))
        yield found.get("hreflang", "")[1:-1], found.get("href", "")[1:-1]


def _readable(tag: str, name: str) -> Iterator[tuple[int, int]]:
    """Give where in a tag words stand that people read."""
    if tag.isascii():
        return
    if name == "meta" and not _META & {value.strip("\"'") for _, value in _ATTRIBUTE_RE.findall(tag)}:
        return
    for found in _ATTRIBUTE_RE.finditer(tag):
        key = found[1].lower()
        if found[2].isascii():
            continue  # an address in data-… is none of the words, and must stay in one piece with its name
        if key in _WORDS or key.startswith("data-") or (name == "meta" and key == "content"):
            yield found.start(2) + 1, found.end(2) - 1


# ---- what differs besides text ----


def _language(tag: str, script: Script, _alternates: Mapping[str, str]) -> str:
    return tag.replace(f'lang="{SIMPLIFIED}"', f'lang="{script.lang}"')


def _canonical(tag: str, script: Script, alternates: Mapping[str, str]) -> str:
    address = alternates.get(script.lang)
    return re.sub(r'(href=")[^"]*', lambda found: found[1] + address, tag) if address else tag


def _always(pattern: re.Pattern[str], address: str) -> Rewrite:
    """Rewrite in the same way for every script and page; most tags stand on many pages, so each is looked at once."""
    change = lru_cache(_REMEMBERED)(partial(pattern.sub, address))
    return lambda tag, _script, _alternates: change(tag)


_REWRITES: tuple[tuple[frozenset[str], str, Rewrite], ...] = (
    (frozenset(("html",)), "lang=", _language),
    (frozenset(("a", "link")), '="canonical"', _canonical),
    (frozenset(), "./", _always(_OUTWARD_RE, r"\1../")),
    (frozenset(("a", "link")), ".pdf", _always(_PDF_RE, rf"\g<1>{PRINTED.code}/")),
)
"""Elements (none are all), what their tag holds, and how it changes."""
