"""A filled letter as PDF, set by typst with an embedded Chinese font.

The letter goes in as data, never as source: what a person typed cannot be taken for markup. Without a Chinese font
on the machine there is no PDF; the caller offers the other forms and says so.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
import typst

from actions.letters.layout import numbered, widths
from actions.letters.model import FilledLetter, Listing, Table

TEMPLATE = Path(__file__).with_name("letter.typ")
#: Families with simplified Chinese glyphs, the best for a letter first.
FAMILIES = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "Songti SC",
    "FangSong",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Microsoft YaHei",
)
# A package that brings a font along, where it is installed.
_FONT_PACKAGE = "manimgx_fonts_cjk"


class NoChineseFont(Exception):
    """No font with simplified Chinese was found; without one a PDF would show empty boxes."""


def as_pdf(letter: FilledLetter) -> bytes:
    """The letter as the bytes of a PDF file.

    :raises NoChineseFont: no Chinese font was found on the system, in ``ADVISOR_FONTS`` or as a package.
    """
    found = fonts()
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"letter": _data(letter), "family": family(found)},
        timestamp=0,
    )


def fonts() -> typst.Fonts:
    """The fonts of the system, of the folder ``ADVISOR_FONTS`` where it is set, and of the font package."""
    return _fonts(os.environ.get("ADVISOR_FONTS") or None)


def family(found: typst.Fonts) -> str:
    """The family a letter is set in.

    :raises NoChineseFont: none of the families is among the fonts.
    """
    families = set(found.families())
    for name in FAMILIES:
        if name in families:
            return name
    raise NoChineseFont(f"none of {', '.join(FAMILIES)} was found")


@lru_cache(maxsize=4)
def _fonts(folder: str | None) -> typst.Fonts:
    package = find_spec(_FONT_PACKAGE)
    folders = [folder, *(package.submodule_search_locations or () if package else ())]
    return typst.Fonts(include_embedded_fonts=False, font_paths=[path for path in folders if path])


def _data(letter: FilledLetter) -> str:
    """What the template reads: the blocks as they are to be printed."""
    blocks = []
    for block in letter.blocks:
        plain = msgspec.to_builtins(block)
        if isinstance(block, Listing):
            plain["items"] = numbered(block.items)
        elif isinstance(block, Table):
            plain["widths"] = widths(block)
        blocks.append(plain)
    data = {"title": letter.title, "footer": letter.footer, "blocks": blocks}
    return msgspec.json.encode(data).decode()
