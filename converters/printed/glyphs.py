"""Characters that stand for others: what PDF writers, old encodings, HTML and LaTeX put in their place. Tables only."""

import unicodedata

SYMBOLS = {
    "times": "×", "div": "÷", "pm": "±", "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "neq": "≠", "approx": "≈",
    "sim": "~", "cdot": "·", "circ": "°", "degree": "°", "rightarrow": "→", "to": "→", "sqrt": "√", "mu": "μ",
    "alpha": "α", "beta": "β", "gamma": "γ", "Omega": "Ω", "omega": "ω", "ldots": "…", "cdots": "…",
}  # fmt: skip
"""Words of LaTeX and what they print"""

GBK_CHARACTERS = {
    private: character
    for i, low in enumerate(low for low in range(0x50, 0xA1) if low != 0x7F)
    if not "\ue000" <= (character := bytes((0xFE, low)).decode("gb18030")) <= "\uf8ff" and (private := chr(0xE815 + i))
}
"""Characters of GBK that Unicode had not yet when the first tables were made; GB 18030 gives their places since."""

ENCLOSED = (
    {chr(0x2473 + n): f"（{n}）" for n in range(1, 21)}
    | {chr(0x2487 + n): f"{n}." for n in range(1, 21)}
    | {chr(0x3220 + i): f"（{han}）" for i, han in enumerate("一二三四五六七八九十")}
)
"""Numbers in brackets, or with a full stop, that are one character each."""

ENTITIES = dict.fromkeys(("nbsp", "ensp", "emsp", "#160", "#12288"), " ") | {
    "lt": "<", "gt": ">", "amp": "&", "quot": '"', "ldquo": "“", "rdquo": "”", "mdash": "—", "middot": "·",
    "times": "×",
}  # fmt: skip

RADICALS = "\u2e80-\u2fd5\uf900-\ufaff"
IDEOGRAPHS = dict(
    zip(
        "⺟⺠⺩⺬⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "母民王示西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
) | {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
"""Radicals and compatibility ideographs, which writers of PDF put for the ideographs that look so"""

GBK_SIGNS = "\ue815-\ue864"
SEPARATORS = "\u0085\u1680\u2028\u2029\u202f\u205f"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
CONTROLS = "\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff"
