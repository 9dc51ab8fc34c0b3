"""A filled letter as a Word file that can be edited: A4, Song type, paragraphs two characters in.

The file names its fonts and carries none; it says nothing of who made it.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from itertools import takewhile
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from actions.letters.layout import numbered, widths
from actions.letters.model import Block, FilledLetter, Heading, Listing, Paragraph, Table

_SONG, _LATIN = "宋体", "Times New Roman"
_TEXT, _TITLE, _SMALL, _FOOTER = Pt(12), Pt(18), Pt(10), Pt(9)
_LINE = Pt(22)
_MARGIN, _TEXT_WIDTH = Cm(2.8), Cm(15.4)
_GREY = RGBColor(0x66, 0x66, 0x66)


def as_docx(letter: FilledLetter) -> bytes:
    """The letter as the bytes of a .docx file."""
    document = Document()
    _set_up(document, letter)
    title = document.add_paragraph(letter.title, style="Heading 1")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in letter.blocks:
        _add(document, block)
    _keep_together(document, letter)
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run(letter.footer)
    run.font.size, run.font.color.rgb = _FOOTER, _GREY
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: WordDocument, letter: FilledLetter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = Cm(2.6)
    for name, size in (("Normal", _TEXT), ("Heading 1", _TITLE), ("Heading 2", _TEXT)):
        _style(document.styles[name], size)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = letter.title, "", ""
    properties.created = properties.modified = datetime.combine(letter.as_of, time())


def _style(style: Any, size: Pt) -> None:
    """Chinese type takes its font from eastAsia, which python-docx does not set, and its language likewise."""
    style.font.name, style.font.size, style.font.color.rgb = _LATIN, size, RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _SONG)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    form = style.paragraph_format
    form.line_spacing, form.space_before, form.space_after = _LINE, Pt(0), Pt(0)
    if style.name == "Heading 1":
        form.line_spacing, form.space_after = 1.0, Pt(18)


def _add(document: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        _indent(document.add_paragraph(block.text, style="Heading 2"))
    elif isinstance(block, Paragraph):
        _place(document.add_paragraph(block.text), block)
    elif isinstance(block, Listing):
        for item in numbered(block.items):
            _indent(document.add_paragraph(item))
    else:
        _add_table(document, block)


def _place(paragraph: WordParagraph, block: Paragraph) -> None:
    if block.place == "body":
        _indent(paragraph)
    elif block.place == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_together(document: WordDocument, letter: FilledLetter) -> None:
    """The last paragraphs, closing and signature among them, stay on one page; room to sign is left."""
    tail = list(takewhile(lambda block: isinstance(block, Paragraph), reversed(letter.blocks)))[::-1]
    paragraphs = document.paragraphs[-len(tail) :] if tail else []
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    signed = [paragraph for paragraph in paragraphs if paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT]
    for paragraph in signed[:1]:
        paragraph.paragraph_format.space_before = _LINE


def _indent(paragraph: WordParagraph) -> None:
    """The first line two characters in, counted in characters so that it follows the size of the type."""
    paragraph.paragraph_format.first_line_indent = 2 * _TEXT
    paragraph.paragraph_format.element.get_or_add_pPr().ind.set(qn("w:firstLineChars"), "200")


def _add_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    shares = widths(table)
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = _TEXT_WIDTH * share // sum(shares)
    for number, cells in enumerate((table.columns, *table.rows)):
        row = grid.add_row()
        for cell, text, share in zip(row.cells, cells, shares, strict=True):
            cell.width = _TEXT_WIDTH * share // sum(shares)
            cell.paragraphs[0].paragraph_format.line_spacing = 1.0
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = _SMALL, number == 0
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
