"""For the editor: what was converted by default and not by a word, and which names were found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from converters.variants.boundary import BOUNDARY
from converters.variants.chain import CHARACTERS, WORDS, Chain, Lexicon, Step
from converters.variants.chain import lexicon as build
from converters.variants.names import Name
from converters.variants.scripts import SCRIPTS
from converters.variants.stock import ambiguous

_PRIVATE = 0xF0000
"""First character of a plane of private use: marks what no phrase decided."""
_WIDTH = 6
"""Characters of context on either side."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A character that no phrase decided, in one surrounding."""

    char: str
    form: str
    """The general form that it got."""
    others: tuple[str, ...]
    """Those that it might have got."""
    context: str
    """Where it was met first, the character in 【】."""
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, a cell, a label of a page."""

    text: str
    where: str
    """The page on which it stands first."""


def choices(texts: Iterable[Text], lexicon: Lexicon) -> list[Choice]:
    """List the undecided characters, by the characters on either side, most frequent first."""
    open_ = {char: forms for char, forms in ambiguous().items() if char not in lexicon.terms.settled}
    marks = {char: chr(_PRIVATE + number) for number, char in enumerate(sorted(open_))}
    words = {word: form for word, form in lexicon.words.items() if word[1:]}
    mark = Chain(Step(words, WORDS, (CHARACTERS,), fallback=marks))
    general = lexicon.converter(SCRIPTS[0])
    counts: Counter[str] = Counter()
    first: dict[str, Choice] = {}
    for text in texts:
        framed = f"{BOUNDARY}{text.text}{BOUNDARY}"
        converted = general(framed)
        for at, char in enumerate(mark(framed)):
            if ord(char) >= _PRIVATE:
                around = framed[at - 1 : at + 2]
                counts[around] += 1
                if around not in first:
                    first[around] = _choice(text, at - 1, converted[at], open_[framed[at]])
    rows = [replace(choice, count=counts[around]) for around, choice in first.items()]
    return sorted(rows, key=lambda row: (-row.count, row.char, row.context))


def _choice(text: Text, at: int, form: str, forms: tuple[str, ...]) -> Choice:
    before, after = text.text[max(0, at - _WIDTH) : at], text.text[at + 1 : at + 1 + _WIDTH]
    others = tuple(other for other in forms if other != form)
    return Choice(text.text[at], form, others, f"{before}【{text.text[at]}】{after}", 1, text.where)


def candidates(lexicon: Lexicon) -> list[Name]:
    """List the names found that no editor has confirmed and that, not known as names, would come out otherwise."""
    unknowing = build(lexicon.terms).converter(SCRIPTS[0])
    glyphs = lexicon.glyph_chain(SCRIPTS[0])
    seen: dict[str, Name] = {}
    for name in lexicon.names:
        if name.hans not in lexicon.terms.people.confirmed and unknowing(name.hans) != glyphs(name.form):
            seen.setdefault(name.hans, name)
    return sorted(seen.values(), key=lambda name: (name.where, name.hans))


def markdown(rows: Sequence[Choice], names: Sequence[Name]) -> str:
    """Write the report: names to be confirmed, ready to be taken over, then the choices."""
    lines = ["# 繁体转换审定清单", "", "## 待审定的人名", ""]
    lines += [f"- `{name.hans}` → `{name.form}`　{name.place}　{name.where}" for name in names] or ["无。"]
    if names:
        taken = [f'"{name.hans}" = "{name.form}"' for name in names]
        lines += ["", "核对后并入 source/terms/persons.toml：", "", "```toml", "[confirmed]", *taken, "```"]
    lines += [
        "",
        "## 词典有几种取法而没有词语判定的字",
        "",
        "核对后把正确的词写入 source/terms；一字无须再看的，写入 settled。",
        "",
    ]
    if not rows:
        return "\n".join([*lines, "无。", ""])
    lines += ["| 次数 | 字 | 现作 | 另有 | 上下文 | 首见 |", "| ---: | --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = (str(row.count), row.char, row.form, " ".join(row.others), row.context, row.where)
        lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return "\n".join([*lines, ""])
