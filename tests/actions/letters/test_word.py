"""The Word file opens again, says what the letter says and is set as a Chinese letter."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from pypdf import PdfReader

from actions.letters.filling import texts
from actions.letters.layout import numbered
from actions.letters.model import FilledLetter, Listing, Table
from actions.letters.word import as_docx
from tests.actions.letters.cases import RICH
from tests.actions.letters.conftest import Pen
from tests.actions.letters.test_filling import LETTERS


def printed(letter: FilledLetter) -> list[str]:
    """The paragraphs the file should have, tables aside."""
    lines = [letter.title]
    for block in letter.blocks:
        if isinstance(block, Listing):
            lines.extend(numbered(block.items))
        elif not isinstance(block, Table):
            lines.append(block.text)
    return lines


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("facts", [RICH, {}], ids=["rich", "empty"])
def test_the_file_says_what_the_letter_says(name: str, facts: dict, pen: Pen) -> None:
    letter = pen(name, facts)
    document = Document(io.BytesIO(as_docx(letter)))
    assert [paragraph.text for paragraph in document.paragraphs] == printed(letter)
    tables = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]
    wanted = [[block.columns, *block.rows] for block in letter.blocks if isinstance(block, Table)]
    assert tables == wanted
    assert document.sections[0].footer.paragraphs[0].text == letter.footer


def test_it_is_set_as_a_chinese_letter(pen: Pen) -> None:
    document = Document(io.BytesIO(as_docx(pen("negotiation", RICH))))
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    assert document.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert by_text["重庆某某消费金融有限公司："].paragraph_format.first_line_indent is None
    two_in = by_text["此致"].paragraph_format.element.pPr.ind
    assert two_in.get(qn("w:firstLineChars")) == "200"
    assert by_text["敬礼"].paragraph_format.first_line_indent is None
    assert document.paragraphs[-1].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    for style in ("Normal", "Heading 1", "Heading 2"):
        assert document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"


def test_it_says_nothing_of_who_made_it(pen: Pen) -> None:
    properties = Document(io.BytesIO(as_docx(pen("negotiation", RICH)))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is not None and properties.created.date().isoformat() == "2026-11-23"


def test_what_a_person_typed_stands_as_typed(pen: Pen) -> None:
    typed = '<w:b/>&amp; #read("/x") {amount} \x0b'
    document = Document(io.BytesIO(as_docx(pen("negotiation", {"lender": typed}))))
    assert document.paragraphs[1].text == '<w:b/>&amp; #read("/x") {amount}：'


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_another_word_processor_opens_it(pen: Pen, tmp_path: Path) -> None:
    letter = pen("evidence_list", RICH)
    (tmp_path / "letter.docx").write_bytes(as_docx(letter))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "letter.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "letter.pdf").pages
    found = "".join("".join(page.extract_text().split()) for page in pages)
    for text in texts(letter.blocks):
        assert "".join(text.split()) in found
