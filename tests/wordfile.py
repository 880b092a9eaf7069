"""Files of Word made from pieces of WordprocessingML, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

HEADINGS = """\
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/>
<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Voetnoot"><w:name w:val="footnote text"/>
<w:rPr><w:sz w:val="16"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Mark"><w:name w:val="footnote reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""


def run(words: str, properties: str = "") -> str:
    """Words in a run."""
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph of words, or of runs where it begins with an element."""
    inner = content if content.startswith("<") else run(content) if content else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def heading(words: str) -> str:
    return p(words, '<w:pStyle w:val="Kop1"/>')


def listed(words: str, num: int, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells of one paragraph."""
    cells = ("".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def mark(number: int, kind: str = "footnote") -> str:
    """The mark of a note in the text."""
    style = '<w:rPr><w:rStyle w:val="Mark"/></w:rPr>'
    return f'<w:r>{style}<w:{kind}Reference w:id="{number}"/></w:r>'


def note(number: int, words: str, kind: str = "footnote") -> str:
    """The words of a note."""
    style = '<w:rPr><w:rStyle w:val="Mark"/></w:rPr>'
    own = p(f"<w:r>{style}<w:{kind}Ref/></w:r>{run(' ' + words)}", '<w:pStyle w:val="Voetnoot"/>')
    return f'<w:{kind} w:id="{number}">{own}</w:{kind}>'


def level(number: int, form: str, shown: str, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(shown)}"/></w:lvl>'
    )


def lists(*abstract: str, nums: str) -> str:
    """`numbering.xml`: lists by their levels, and the numbers under which they are used."""
    inner = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(abstract)
    )
    return inner + nums


def docx(
    *blocks: str,
    section: str = "",
    links: dict[str, str] | None = None,
    core: str = "",
    **parts: str,
) -> bytes:
    """A file of Word. `parts`: what stands in footnotes, endnotes, numbering, styles, settings, header1."""
    styles = {"styles": HEADINGS} | parts
    targets = "".join(_relation(name, _kind(name), f"{name}.xml") for name in styles)
    outside = "".join(_relation(key, "hyperlink", to, ' TargetMode="External"') for key, to in (links or {}).items())
    body = f"<w:body>{''.join(blocks)}<w:sectPr>{section}</w:sectPr></w:body>"
    files = {
        "[Content_Types].xml": _types(styles),
        "_rels/.rels": _relations(
            _relation("main", "officeDocument", "word/document.xml")
            + (_relation("core", "metadata/core-properties", "docProps/core.xml", "", _PACKAGE) if core else "")
        ),
        "word/document.xml": f"<w:document {_NAMES}>{body}</w:document>",
        "word/_rels/document.xml.rels": _relations(targets + outside),
    }
    files |= {
        f"word/{name}.xml": f"<w:{_root(name)} {_NAMES}>{inner}</w:{_root(name)}>" for name, inner in styles.items()
    }
    if core:
        files["docProps/core.xml"] = core
    return zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>{words}'.encode() for name, words in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _relation(key: str, kind: str, target: str, more: str = "", base: str = _KINDS) -> str:
    where = f"{base}/relationships" if base == _PACKAGE else base
    return f'<Relationship Id="{key}" Type="{where}/{kind}" Target="{escape(target)}"{more}/>'


def _types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_kind(name)}+xml"/>' for name in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>'
    )


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _root(name: str) -> str:
    return {"header": "hdr", "footer": "ftr"}.get(_kind(name), _kind(name))
