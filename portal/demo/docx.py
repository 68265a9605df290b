"""A document as a Word file, written by hand: heading styles under their Danish names, a table, header and footer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from portal.demo.paper import Block, Paper, Rows

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/>
<Override PartName="/word/header1.xml" ContentType="{_WORD_TYPE}.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_WORD_TYPE}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_TOP_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
_WORD_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELS}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_RELS}/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{_RELS}/header" Target="header1.xml"/>
<Relationship Id="rId4" Type="{_RELS}/footer" Target="footer1.xml"/>
</Relationships>"""


def _style(number: int, size: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Overskrift{number}"><w:name w:val="heading {number}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" '
        f'w:after="80"/><w:outlineLvl w:val="{number - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


_STYLES = (
    f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
    + "".join(_style(number, size) for number, size in ((1, 34), (2, 27), (3, 23)))
    + '<w:style w:type="paragraph" w:styleId="Listeafsnit"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:ind w:left="720"/></w:pPr></w:style></w:styles>'
)
_NUMBERING = (
    f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx(paper: Paper) -> bytes:
    """Write a document as DOCX, with core properties and fixed times in the package."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _TOP_RELS,
        "docProps/core.xml": _core(paper),
        "word/document.xml": _document(paper),
        "word/_rels/document.xml.rels": _WORD_RELS,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{_para(paper.header)}</w:hdr>",
        "word/footer1.xml": f"{_HEAD}<w:ftr {_W}>{_PAGE_NUMBER}</w:ftr>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, (paper.date.year, paper.date.month, paper.date.day, 9, 30, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, text.encode("utf-8"))
    return made.getvalue()


_PAGE_NUMBER = (
    '<w:p><w:r><w:t xml:space="preserve">Side </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
    "</w:fldSimple></w:p>"
)


def _core(paper: Paper) -> str:
    stamp = f"{paper.date.isoformat()}T09:30:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(paper.title)}</dc:title>'
        f"<dc:creator>{escape(paper.publisher or 'Ådal Kommune')}</dc:creator><dc:language>da-DK</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def _document(paper: Paper) -> str:
    body = "".join(part for block in paper.blocks for part in _block(block))
    section = (
        f'<w:sectPr xmlns:r="{_RELS}"><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    return f"{_HEAD}<w:document {_W}><w:body>{body}{section}</w:body></w:document>"


def _para(text: str, style: str = "", bold: bool = False, bullet: bool = False) -> str:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    props = f'<w:pPr><w:pStyle w:val="{style}"/>{number}</w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{props}<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _block(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield _para(block.text, f"Overskrift{block.level}")
    elif block.kind == "para":
        yield _para(block.text)
    elif block.kind == "bullets":
        yield from (_para(row[0], "Listeafsnit", bullet=True) for row in block.rows)
    elif block.kind == "table" or block.style == "table":
        yield _table(block.rows, head=block.kind == "table") + "<w:p/>"
    elif block.kind == "contents":
        yield _para(block.text, bold=True)
        yield from (_para(row[0]) for row in block.rows)
    elif block.style == "split":
        yield from (_para(label) for label, _ in block.rows)
        yield from (_para(value) for _, value in block.rows)
    elif block.style == "below":
        yield from (_para(label, bold=True) + _para(value) for label, value in block.rows)
    else:
        yield from (_para(" ".join(row)) for row in block.rows)


def _table(rows: Rows, *, head: bool) -> str:
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "<w:gridCol/>" * len(rows[0])
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_para(cell, bold=head and not at)}</w:tc>" for cell in row) + "</w:tr>"
        for at, row in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{edge}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
