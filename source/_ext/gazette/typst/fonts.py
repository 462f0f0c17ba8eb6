"""The faces of GB/T 9704: the standard's own where a machine has them, the packaged free ones elsewhere."""

import importlib.util
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

import typst

from ..addresses import SCRIPTS, Script

PRINTED = tuple(script for script in SCRIPTS if script.folder in ("", "zh-hant/"))
"""Scripts that PDFs are made in: Simplified, and one Traditional for all."""
CHAINS = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "serif"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "serif"),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "serif"),
    "song": ("SimSun", "宋体", "STSong", "serif"),
    "hei": ("SimHei", "黑体", "STHeiti", "sans"),
}
"""Role → families in the order of preference, under the names that Windows, WPS and macOS give them."""
SIMPLIFIED = {"serif": ("Noto Serif SC", "Noto Serif CJK SC"), "sans": ("Noto Sans SC", "Noto Sans CJK SC")}
TRADITIONAL = {"serif": ("Noto Serif TC", "Noto Serif CJK TC"), "sans": ("Noto Sans TC", "Noto Sans CJK TC")}
"""The free families, packaged or installed."""
SIMPLIFIED_ONLY = frozenset(
    {"FangSong_GB2312", "仿宋_GB2312", "KaiTi_GB2312", "楷体_GB2312", "FZXiaoBiaoSong-B05S", "方正小标宋简体"}
)
"""Faces of GB 2312: in a Traditional text they would set every other character."""
PACKAGES = ("pylopdf_fonts_zh_cn", "pylopdf_fonts_zh_tw")


class FontError(LookupError):
    """No face for a role is installed."""


def font_folders() -> list[Path]:
    """Give the folders of the packaged fonts."""
    specs = (importlib.util.find_spec(name) for name in PACKAGES)
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]


@cache
def load_fonts(*, packaged: bool = False) -> typst.Fonts:
    """Index the fonts, once in a process; ``packaged`` leaves the machine's own out: same bytes everywhere."""
    return typst.Fonts(
        include_system_fonts=not packaged,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )


def resolve(families: Iterable[str], script: Script) -> dict[str, list[str]]:
    """Give each role the families that set it: the first of its chain, and the free ones for what that one lacks.

    A GB 2312 face has 6,763 characters; a Traditional one lacks some that only occur in names, so that the
    Simplified free face stands last.

    Raises:
        FontError: a role has no face at all; the message names what to install.

    """
    known = {name.lower() for name in families}
    own, other = (TRADITIONAL, SIMPLIFIED) if script.folder else (SIMPLIFIED, TRADITIONAL)
    roles = {}
    for role, (*standard, style) in CHAINS.items():
        chain = [[face] for face in standard if not (script.folder and face in SIMPLIFIED_ONLY)]
        names = [name for name in (_first(faces, known) for faces in (*chain, own[style], other[style])) if name]
        if not names:
            packages = " ".join(name.replace("_", "-") for name in PACKAGES)
            wanted = ", ".join((*(face for faces in chain for face in faces), *own[style]))
            raise FontError(f"no font for {role}: install one of {wanted}, or {packages}")
        free = [name for name in names[1:] if name in (*own[style], *other[style])]
        roles[role] = [names[0], *free]
    return roles


def _first(faces: Iterable[str], known: Container[str]) -> str | None:
    """Give the first face that is installed."""
    return next((face for face in faces if face.lower() in known), None)
