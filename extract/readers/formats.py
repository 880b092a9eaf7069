"""All formats that are read. A new format is a file here and a line in `FORMATS`; the more telling ones stand first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.model import Content
from extract.readers import (
    bwb,
    bwb_info,
    docx,
    html,
    law_markdown,
    odata,
    officielebekendmakingen,
    pdf,
    rechtspraak,
    text,
    xml,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognise` says whether bytes are of it; `read` makes the content of them.

    `read` is given the bytes and what an error is to call them; it raises SourceError when there is no document.
    """

    name: str
    recognise: Callable[[bytes], bool]
    read: Callable[[bytes, str], Content]


FORMATS = (
    Format("docx", docx.recognise, docx.read),
    Format("pdf", pdf.recognise, pdf.read),
    Format("law-markdown", law_markdown.recognise, law_markdown.read),
    Format("rechtspraak", rechtspraak.recognise, rechtspraak.read),
    Format("bwb", bwb.recognise, bwb.read),
    Format("bwb-wti", bwb_info.recognise_information, bwb_info.read_information),
    Format("bwb-manifest", bwb_info.recognise_manifest, bwb_info.read_manifest),
    Format("officielebekendmakingen", officielebekendmakingen.recognise, officielebekendmakingen.read),
    Format("html", html.recognise, html.read),
    Format("xml", xml.recognise, xml.read),
    Format("tk-odata", odata.recognise, odata.read),
    Format("text", text.recognise, text.read),
)


def format_of(data: bytes) -> Format:
    """The first format that the bytes are of; text is the last."""
    return next(known for known in FORMATS if known.recognise(data))
