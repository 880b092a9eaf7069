"""The record of `extract --format jsonl`: one extraction as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.model import (
    Answer,
    Decision,
    Extraction,
    Footnote,
    Identified,
    Mention,
    Paper,
    Part,
    Participation,
    Question,
    Registered,
)
from graph import iris

Record = dict[str, Any]


def record(extraction: Extraction, origin: Record | None = None, *, with_text: bool = False) -> Record:
    """The record of one source text; `origin` says where it is from, `{"path": …}` or `{"id": …}`."""
    document = extraction.document
    source = {
        **(origin or {"path": document.name}),
        "sha256": document.sha256,
        "format": document.format,
        "characters": len(document.text),
    }
    return {
        "source": source | _parts(document.parts) | ({"text": document.text} if with_text else {}),
        "documents": [_paper(paper, iris.source_slug(document.name)) for paper in extraction.papers],
        "questions": [_question(question) for question in extraction.questions],
        "answers": [_answer(answer) for answer in extraction.answers],
        "footnotes": [_footnote(note) for note in extraction.footnotes],
        "mentions": [_mention(mention) for mention in extraction.mentions],
    }


def _paper(paper: Paper, source: str) -> Record:
    return {
        "key": paper.key,
        "id": paper.id,
        "iri": iris.paper(source, paper),
        "kind": paper.kind,
        "title": paper.title,
        "identifiers": list(paper.identifiers),
        "session_year": paper.session_year,
        "dates": {
            "submitted": paper.dates.submitted,
            "received": paper.dates.received,
            "issued": paper.dates.issued,
            **({"published": paper.dates.published} if paper.dates.published else {}),
        },
        "days_to_answer": paper.days_to_answer,
        "askers": [_member(p) for p in paper.those("asker")],
        "addressees": [{"office": p.office or p.name, "portfolio": p.portfolio} for p in paper.those("addressee")],
        "answerers": [_official(p) for p in paper.those("answerer")],
        "signatories": [_official(p) for p in paper.those("signatory")],
        "movers": [_member(p) for p in paper.those("mover")],
        "subjects": list(paper.subjects),
        **({"identified": _identified(paper.identified)} if paper.identified else {}),
        **({"decision": _decision(paper.decision)} if paper.decision else {}),
        **({"stated": _stated(paper)} if paper.stated else {}),
    }


def _parts(parts: Sequence[Part]) -> Record:
    """What the file marks in its text; nothing where it marks nothing."""
    shown = [
        {"kind": part.kind, "label": part.label, "level": part.level, "start": part.span.start, "end": part.span.end}
        for part in parts
    ]
    return {"parts": shown} if shown else {}


def _stated(paper: Paper) -> Record:
    """What the file states of the paper beside the text, as it stands there, and what follows from it."""
    facts = paper.stated.facts if paper.stated else ()
    return {
        "dossiers": list(paper.dossiers),
        "issues": list(paper.issues),
        "facts": [{"name": fact.name, "value": fact.value, "scheme": fact.scheme} for fact in facts],
    }


def _decision(decision: Decision) -> Record:
    return {
        "court": decision.court,
        "court_name": decision.court_name,
        "sort": decision.sort,
        "procedures": list(decision.procedures),
        "cases": list(decision.cases),
    }


def _identified(how: Identified) -> Record:
    return {
        "basis": how.basis,
        "confidence": how.confidence,
        "rule": how.rule,
        "reason": how.reason,
        "issues": list(how.issues),
    }


def _member(participation: Participation) -> Record:
    return {"name": participation.name or "", "party": participation.party, "iri": _person(participation)}


def _official(participation: Participation) -> Record:
    return {
        "name": participation.name or "",
        "office": participation.office,
        "portfolio": participation.portfolio,
        "iri": _person(participation),
    }


def _person(participation: Participation) -> str | None:
    return iris.person(participation.person) if participation.person else None


def _question(question: Question) -> Record:
    return {
        "number": question.number,
        "document": question.paper,
        "start": question.span.start,
        "end": question.span.end,
    }


def _answer(answer: Answer) -> Record:
    return {
        "questions": list(answer.questions),
        "document": answer.paper,
        "start": answer.span.start,
        "end": answer.span.end,
        "segments": [[part.start, part.end] for part in answer.parts],
        "refers_to": list(answer.refers_to),
        "refers_to_other": [{"id": other, "answers": list(numbers)} for other, numbers in answer.refers_to_other],
    }


def _footnote(note: Footnote) -> Record:
    return {
        "label": note.label,
        "series": note.series,
        "document": note.paper,
        "start": note.span.start if note.span else None,
        "end": note.span.end if note.span else None,
        "anchors": [{"start": anchor.start, "end": anchor.end} for anchor in note.anchors],
    }


def _mention(mention: Mention) -> Record:
    return {
        "kind": mention.kind,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "id": mention.id,
        "iri": iris.thing(mention.kind, mention.id) if mention.id else None,
        "document": mention.paper,
        "source": mention.source,
        "resolution": mention.resolution,
        "basis": mention.basis,
        "confidence": mention.confidence,
        "candidates": list(mention.candidates),
        "rule": mention.rule,
        "issues": list(mention.issues),
        **mention.details,
        **({"register": _registered(mention.register)} if mention.register else {}),
    }


def _registered(known: Registered) -> Record:
    return {
        "dataset": known.dataset,
        "number": known.number,
        "kind": known.kind,
        "sort": known.sort,
        "title": known.title,
        "date": known.date,
        "movers": list(known.movers),
    }
