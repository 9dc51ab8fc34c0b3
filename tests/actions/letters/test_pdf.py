"""The PDF says what the letter says, carries its Chinese font, and takes nothing typed for markup."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from actions.letters import pdf
from actions.letters.filling import texts
from actions.letters.layout import numbered
from actions.letters.model import FilledLetter, Listing
from actions.letters.pdf import NoChineseFont, as_pdf, family, fonts
from tests.actions.letters.cases import RICH
from tests.actions.letters.conftest import Pen
from tests.actions.letters.test_filling import LETTERS


@pytest.fixture(autouse=True)
def _chinese_font(request: pytest.FixtureRequest) -> None:
    if "without_fonts" in request.fixturenames:
        return
    try:
        family(fonts())
    except NoChineseFont:
        pytest.skip("no Chinese font on this machine (Debian: fonts-noto-cjk or fonts-wqy-microhei)")


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has Latin fonts only."""
    latin = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(pdf, "fonts", lambda: latin)


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(letter: FilledLetter) -> str:
    """Everything that should stand in the file, line breaks and footers aside."""
    found = [letter.title]
    for block in letter.blocks:
        found.extend(numbered(block.items) if isinstance(block, Listing) else texts([block]))
    return squeezed("".join(found))


def read(file: bytes, letter: FilledLetter) -> str:
    """What stands in the file, page by page, without the footers, each of which must be there."""
    pages = PdfReader(io.BytesIO(file)).pages
    found = []
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        footer = squeezed(f"{letter.footer}{number}/{len(pages)}")
        assert text.endswith(footer)
        found.append(text.removesuffix(footer))
    return "".join(found)


def embedded(file: bytes) -> Iterator[tuple[str, bool]]:
    """The fonts of the file, and whether each is in it."""
    for page in PdfReader(io.BytesIO(file)).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            (inner,) = reference.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            yield inner.get_object()["/BaseFont"], bool({"/FontFile2", "/FontFile3"} & descriptor.keys())


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("facts", [RICH, {}], ids=["rich", "empty"])
def test_the_file_says_what_the_letter_says(name: str, facts: dict, pen: Pen) -> None:
    letter = pen(name, facts)
    assert read(as_pdf(letter), letter) == printed(letter)


def test_the_chinese_font_is_in_the_file(pen: Pen) -> None:
    found = dict(embedded(as_pdf(pen("complaint_lender", RICH))))
    assert found and all(found.values())
    wanted = family(fonts()).replace(" ", "").lower()
    assert all(wanted in name.lower() for name in found), found


def test_what_a_person_typed_is_set_as_typed(pen: Pen) -> None:
    typed = '#read("/etc/passwd") *x* $y$ [z] @w <v> \\n // u'
    letter = pen("negotiation", {"lender": typed})
    assert squeezed(typed) in read(as_pdf(letter), letter)


def test_the_same_letter_gives_the_same_file(pen: Pen) -> None:
    letter = pen("negotiation", RICH)
    assert as_pdf(letter) == as_pdf(letter)


def test_without_a_chinese_font_there_is_no_file(pen: Pen, without_fonts: None) -> None:
    with pytest.raises(NoChineseFont, match="Noto Serif CJK SC"):
        as_pdf(pen("negotiation", RICH))


def test_fonts_are_looked_for_in_the_folder_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = family(fonts())
    file = next(Path(font.path) for font in fonts().fonts() if font.family == name and font.path)
    shutil.copy(file, tmp_path)
    monkeypatch.setenv("ADVISOR_FONTS", str(tmp_path))
    assert str(tmp_path / file.name) in {font.path for font in fonts().fonts()}


def test_a_folder_that_is_not_there_does_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADVISOR_FONTS", str(tmp_path / "nowhere"))
    assert family(fonts())
