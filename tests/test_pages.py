"""The pages, as a browser or a program gets them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tomllib
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from lxml import html
from pages_store import Reader, build_store, serving
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from synthetic import new_store, source

import kamergraaf
from graph.library import load
from graph.server.pages.highlight import Layers, Mark
from graph.server.pages.language import preferred, words
from graph.server.pages.linking import href
from graph.server.pages.pictures import timeline
from graph.server.pages.results import columns
from graph.store import GraphStore

OWN = "https://w3id.org/kamergraaf/"
LAW = "https://wetten.overheid.nl/BWBR0015703"
RULING = "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2014:355"
ANSWERS = "https://zoek.officielebekendmakingen.nl/ah-tk-20142015-2171"
LETTER = "/id/brief/2021-0000067909"
STRINGS = Path(__file__).parent.parent / "graph" / "server" / "pages"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def reader(store: Path) -> Reader:
    return Reader(store)


def thing(iri: str, **more: str) -> str:
    return "/thing?iri=" + quote(iri, safe="") + "".join(f"&{name}={value}" for name, value in more.items())


def said(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


PAGES = {
    "/": "Waar Kamerstukken naar verwijzen",
    "/search?q=bijstand": "Vindplaatsen",
    "/queries": "Wie haalt dit aan",
    "/queries/cited-by?thing=Participatiewet": "Uitkomsten",
    "/queries/export-paper?work=kv-tk-2015Z07200": "uitspraken",
    "/id/persoon/sadet-karabulut": "Lid van de Tweede Kamer",
    "/id/ambt/staatssecretaris-szw": "Klijnsma",
    "/id/partij/sp": "Genoemd in",
    thing(LAW): "Wet werk en bijstand",
    thing(ANSWERS): "Vragen en antwoorden",
    LETTER: "Tekst met verwijzingen",
    "/graph/kamervraag-2015z07200.txt": "Beschrijft",
    "/concept/onderwerp/gemeenten": "gemeenten",
    thing(RULING): "Wat het bestand vermeldt",
    "/dataset": "CC0",
    "/def": "kamer:Motion",
    "/editor": "SPARQL-editor",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_labelled_and_without_scripts_of_its_own(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert PAGES[path] in said(answer.text)
    page = html.fromstring(answer.text)
    assert page.get("lang") == "nl"
    assert [len(page.findall(f".//{name}")) for name in ("main", "h1")] == [1, 1]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)[:3]
    assert page.xpath("//@style") == []
    assert page.xpath("//script[not(@src)] | //style | //@*[starts-with(name(), 'on')]") == []
    assert all(address.startswith("/") for address in page.xpath("//script/@src | //link/@href | //form/@action"))
    for field in page.xpath("//input | //select"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), html.tostring(field)
    inside = [link[1:] for link in page.xpath("//a/@href[starts-with(., '#')]")]
    assert set(inside) <= set(ids), sorted(set(inside) - set(ids))[:3]


def test_facts_of_a_ruling_are_called_by_words(reader: Reader) -> None:
    page = html.fromstring(reader.get(thing(RULING)).text)
    called = [label.text_content() for label in page.xpath("//dl[@class='facts']//dt")]
    assert {"Gerecht", "Zaaknummer", "Gepubliceerd"} <= set(called)
    assert [label for label in called if ":" in label] == []


def test_a_misspelled_name_is_near_the_right_one(reader: Reader) -> None:
    answer = reader.get("/id/persoon/sadet-karabullut")
    assert answer.status_code == 404
    assert html.fromstring(answer.text).xpath("//main//a/@href")[0] == "/id/persoon/sadet-karabulut"


def test_the_links_of_pages_lead_somewhere(reader: Reader) -> None:
    found = set()
    for path in (thing(ANSWERS), thing(LAW), "/queries", "/"):
        found |= set(html.fromstring(reader.get(path).text).xpath("//a/@href[starts-with(., '/')]"))
    dead = [path for path in sorted(found)[::4] if reader.get(path.partition("#")[0]).status_code != 200]
    assert len(found) > 60
    assert dead == []


def test_a_running_server_shows_the_same_pages_with_safe_headers(reader: Reader, store: Path) -> None:
    with serving(store) as address, httpx.Client(base_url=address, headers={"accept": "text/html"}) as client:
        for path in (thing(ANSWERS), "/search?q=bijstand", "/queries/cited-by?thing=Participatiewet", "/def"):
            answer = client.get(path)
            assert (answer.status_code, said(answer.text)) == (200, said(reader.get(path).text))
            assert "script-src 'self';" in answer.headers["content-security-policy"]
            assert "unsafe" not in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert client.get("/sparql?query=ASK%7B%7D").headers["location"] == "/editor?query=ASK%7B%7D"
        data = client.get("/api/cited-by?thing=Participatiewet&format=csv").text
        assert data == reader.get("/api/cited-by?thing=Participatiewet&format=csv").text
        assert client.get("/id/nobody").status_code == 404


# --- documents ----------------------------------------------------------------------------------------------------


def test_a_document_shows_its_references_with_identifier_confidence_and_rule(reader: Reader) -> None:
    page = html.fromstring(reader.get(LETTER).text)
    marks = page.xpath("//div[@class='text']//mark[contains(@class, 'f-law')]/a[text()='Participatiewet']")
    assert marks[0].get("href") == href(LAW)
    assert re.search(r"0\.\d+ · law-name", marks[0].get("title"))
    rows = page.xpath("//details[@class='references']//tbody/tr")
    assert any(LAW in row.text_content() and "law-name" in row.text_content() for row in rows)
    assert any("niet herleid" in row.text_content() for row in rows)
    assert page.xpath("//div[@class='text']//mark[contains(@class, 'unresolved')]")


def test_the_text_of_a_page_is_the_text_of_the_source(reader: Reader, store: Path) -> None:
    page = html.fromstring(reader.get("/graph/rapport-inspraak.txt").text)
    links = html.fromstring(reader.get(thing(f"{OWN}id/rapport-inspraak.txt/d1")).text)
    assert page.xpath("//h1")
    shown = "".join(links.xpath("//div[@class='text']")[0].itertext())
    held = (store.parent / "documents" / "rapport-inspraak.txt").read_text(encoding="utf-8")
    assert " ".join(shown.split()) == " ".join(held.split())


def test_questions_stand_beside_their_answers_and_referrals_are_links(reader: Reader) -> None:
    page = html.fromstring(reader.get(thing(ANSWERS)).text)
    pairs = page.xpath("//div[@class='pair']")
    assert len(pairs) == 6
    referral = next(p for p in pairs if p.xpath(".//p[@class='refers']"))
    [target] = set(referral.xpath(".//p[@class='refers']/a/@href"))
    assert page.xpath(f"//h3[@id='{target[1:]}']")
    joint = html.fromstring(reader.get("/id/aanhangsel-laborijn.txt/d1").text).xpath("//div[@class='pair']")
    assert [len(pair.xpath(".//div[@class='q']/h3")) for pair in joint] == [2, 2, 2]


def test_notes_are_at_their_marks(reader: Reader) -> None:
    page = html.fromstring(reader.get("/id/aanhangsel-laborijn.txt/d1").text)
    notes = page.xpath("//div[@class='text']//a[@class='note']")
    assert [note.text for note in notes] == ["1", "2"]
    assert all(page.xpath(f"//span[@id='{note.get('href')[1:]}']") for note in notes)


def test_a_long_text_is_shown_in_windows(tmp_path: Path) -> None:
    words_ = "".join(f"Zin {number} van een lange tekst.\n" for number in range(12_000))
    long = source("long.txt", text=words_)
    reader = Reader(new_store(tmp_path / "store", long))
    address, shown = f"/tekst/{long.sha256}", ""
    while address:
        page = html.fromstring(reader.get(address).text)
        shown += page.xpath("//div[@class='text']")[0].text_content()
        following = page.xpath("//p[@class='pages']/a[starts-with(text(), '↓')]/@href")
        address = f"/tekst/{long.sha256}{following[0].partition('#')[0]}" if following else ""
    assert shown == words_


def test_a_person_has_posts_papers_and_places(reader: Reader) -> None:
    told = said(reader.get("/id/persoon/sadet-karabulut").text)
    for expected in ("30 november 2006", "SP", "Vraagsteller 1", "Q2251998", "Genoemd in"):
        assert expected in told


def test_a_law_tells_who_leans_on_it_with_which_words_and_when(reader: Reader) -> None:
    answer = reader.get(thing(LAW)).text
    page = html.fromstring(answer)
    assert page.xpath("//svg[@class='bars']//text[text()='2015']")
    assert page.xpath("//ul[@class='citing']//blockquote//strong[text()='Participatiewet']")
    assert page.xpath("//svg[@class='network']//a/@href")
    for address in page.xpath("//ul[@class='citing']//blockquote/a/@href")[:3]:
        text, _, anchor = address.partition("#")
        assert html.fromstring(reader.get(text).text).xpath(f"//div[@class='text']/span[@id='{anchor}']")


def test_a_timeline_has_every_paper_under_its_year() -> None:
    days = {"a": "2015-04-20", "b": "2014-12-31", "c": "2015-05-06"}
    rows = [{"paper": NamedNode(f"http://x/{name}"), "date": Literal(day)} for name, day in days.items()]
    drawn = timeline(words("nl"), rows)
    assert [year for _, year in drawn.years] == ["2014", "2015"]
    assert [(m.date, m.link.iri[-1]) for m in drawn.moments] == [("31 dec", "b"), ("20 apr", "a"), ("6 mei", "c")]
    assert sorted(m.y for m in drawn.moments) == [m.y for m in drawn.moments]


def test_what_a_document_holds_is_shown_and_never_run(reader: Reader) -> None:
    for path in ("/id/hostile.txt/d1", "/search?q=motie", "/search?q=onerror", "/queries/cites"):
        answer = reader.get(path)
        page = html.fromstring(answer.text)
        assert "<script>document" not in answer.text
        assert page.xpath("//script[not(@src)] | //style | //img | //@onerror | //@onmouseover") == []
        assert not any("javascript:" in address for address in page.xpath("//@href | //@src"))
    shown = reader.get("/id/hostile.txt/d1").text
    assert "&lt;script&gt;document.title" in shown
    assert "{{ 7 * 7 }}" in shown
    assert "script-src &#39;self&#39;" not in shown


@pytest.mark.parametrize("typed", ['"><script>alert(1)</script>', "'; DROP", "%00", "a" * 5000, "{{7*7}}", "*", '"'])
def test_what_is_typed_is_shown_and_never_run(reader: Reader, typed: str) -> None:
    for path in ("/search?q=", "/queries/cited-by?thing=", "/thing?iri=", "/id/", "/queries/"):
        answer = reader.get(path + quote(typed, safe=""))
        assert answer.status_code in (200, 400, 404)
        assert "<script>alert" not in answer.text
        assert "49" not in html.fromstring(answer.text).xpath("string(//main//input/@value)")


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", ".html"),
        ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/n-triples", ".nt"),
        ("*/*", ".ttl"),
    ],
)
def test_a_thing_that_is_no_document_leads_to_one(reader: Reader, accept: str, suffix: str) -> None:
    answer = reader.get("/id/persoon/sadet-karabulut", accept, follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/id/persoon/sadet-karabulut{suffix}")
    assert reader.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    ("suffix", "form"),
    [(".ttl", RdfFormat.TURTLE), (".jsonld", RdfFormat.JSON_LD), (".nt", RdfFormat.N_TRIPLES)],
)
def test_a_thing_as_rdf(reader: Reader, suffix: str, form: RdfFormat) -> None:
    answer = reader.get(f"/id/persoon/sadet-karabulut{suffix}", "*/*")
    subjects = {quad.subject for quad in parse(answer.content, form)}
    assert NamedNode(f"{OWN}id/persoon/sadet-karabulut") in subjects
    assert len(subjects) >= 4


def test_the_graph_of_a_source_is_a_document(reader: Reader, store: Path) -> None:
    answer = reader.get("/graph/kamervraag-2015z07200.txt", "application/n-triples", follow=False)
    with GraphStore.reader(store) as held:
        graph = NamedNode(f"{OWN}graph/kamervraag-2015z07200.txt")
        expected = {quad.triple for quad in held.quads.quads_for_pattern(None, None, None, graph)}
    assert {quad.triple for quad in parse(answer.content, RdfFormat.N_TRIPLES)} == expected


def test_things_of_others_have_a_page_and_rdf(reader: Reader) -> None:
    turtle = reader.get(thing(LAW), "text/turtle")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert thing(LAW, format="ttl") in {quote(a, safe="/?=&%") for a in _alternates(reader.get(thing(LAW)).text)}
    assert b"eli:id_local" in turtle.content


def _alternates(page: str) -> list[str]:
    return [str(address) for address in html.fromstring(page).xpath("//link[@rel='alternate']/@href")]


def test_what_is_not_there_is_told_with_what_is_near(reader: Reader) -> None:
    answer = reader.get("/id/persoon/sadet-karabuluut")
    assert answer.status_code == 404
    assert "/id/persoon/sadet-karabulut" in html.fromstring(answer.text).xpath("//main//a/@href")
    plain = reader.get("/id/persoon/sadet-karabuluut", "text/turtle")
    assert (plain.status_code, plain.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert f"{OWN}id/persoon/sadet-karabulut" in plain.text


@pytest.mark.parametrize("path", ["/static/../site.py", "/static/%2e%2e/site.py", "/dumps/..%2fkamergraaf.json"])
def test_no_other_file_is_given(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_an_answer_that_the_reader_has_is_not_sent_again(reader: Reader) -> None:
    first = reader.get(thing(LAW))
    again = reader.get(thing(LAW), if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get(thing(LAW), accept_language="en", if_none_match=first.headers["etag"]).status_code == 200


# --- languages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "nl"), ("en-GB,en;q=0.9,nl;q=0.5", "en"), ("de", "nl"), ("nl;q=0.3, en;q=0.8", "en"), ("en;q=x", "nl")],
)
def test_the_language_that_a_browser_prefers(header: str, language: str) -> None:
    assert preferred(header) == language


def test_a_language_is_chosen_by_a_link_and_kept(reader: Reader) -> None:
    chosen = reader.get("/queries/cited-by?thing=Participatiewet&lang=en", accept_language="nl")
    assert "Which papers cite a thing" in chosen.text
    assert chosen.headers["set-cookie"].startswith("lang=en;")
    kept = reader.get("/", accept_language="nl", cookie="lang=en")
    assert kept.headers["content-language"] == "en"
    assert "What parliamentary papers refer to" in kept.text


def test_both_languages_have_the_same_words() -> None:
    nl, en = (
        tomllib.loads((STRINGS / "strings" / f"{name}.toml").read_text(encoding="utf-8")) for name in ("nl", "en")
    )
    assert {(s, k) for s in nl for k in nl[s]} == {(s, k) for s in en for k in en[s]}
    for section in nl:
        for key in nl[section]:
            fields = [sorted(re.findall(r"{(\w+)}", words_[section][key])) for words_ in (nl, en)]
            assert fields[0] == fields[1], (section, key)


# --- search -------------------------------------------------------------------------------------------------------


def test_search_finds_passages_with_what_they_name(reader: Reader) -> None:
    page = html.fromstring(reader.get('/search?q="17 050"').text)
    letter = href(f"{OWN}id/brief/2021-0000067909")
    [found] = page.xpath(f"//ol[@class='found']/li[h3/a/@href='{letter}']")
    assert "17 050" in [mark.text_content() for mark in found.xpath(".//mark")]
    assert href("https://zoek.officielebekendmakingen.nl/kst-17050-596") in found.xpath(".//p[@class='chips']/a/@href")


def test_search_sees_a_new_snapshot(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store", source("old.txt"))
    reader = Reader(store)
    assert "Vindplaatsen: 0" in said(reader.get("/search?q=zeldzaamwoord").text)
    with GraphStore.open(store) as writer:
        writer.replace([source("new.txt", text="Hier staat een zeldzaamwoord in.")])
    assert "Vindplaatsen: 1" in said(reader.get("/search?q=zeldzaamwoord").text)
    assert len(list((store / "search").glob("*.sqlite"))) <= 2


def test_names_are_completed(reader: Reader) -> None:
    found = reader.get("/complete?type=person&q=karab", "application/json").json()
    assert [(name["name"], name["kind"]) for name in found] == [("Sadet Karabulut", "Person")]
    assert reader.get("/complete?type=law&q=karab", "application/json").json() == []


# --- queries ------------------------------------------------------------------------------------------------------


def test_a_form_offers_names_without_a_script(reader: Reader) -> None:
    page = html.fromstring(reader.get("/queries/papers-of").text)
    [field] = page.xpath("//input[@name='person']")
    assert page.xpath(f"//datalist[@id='{field.get('list')}']/option")
    assert page.xpath("//button[@name='run']")


def test_an_answer_is_a_table_with_links_and_a_chart(reader: Reader) -> None:
    page = html.fromstring(reader.get("/queries/law-articles").text)
    assert "/queries" in page.xpath("//nav//a/@href")
    times = html.fromstring(reader.get("/queries/answer-times?run=1").text)
    assert times.xpath("//table//a/@href")
    assert len(times.xpath("//svg[@class='bars']//rect")) == len(times.xpath("//tbody/tr"))


def test_a_value_that_means_nothing_or_several_things_is_told(reader: Reader) -> None:
    answer = reader.get("/queries/cited-by?thing=xyzzy")
    assert answer.status_code == 400
    assert "names nothing that is known" in said(answer.text)
    several = reader.get("/queries/papers-of?person=Van+Dijk")
    assert several.status_code == 400
    assert "iri" not in several.headers


@pytest.mark.parametrize(("form", "engine"), [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)])
def test_the_same_as_data(reader: Reader, store: Path, form: str, engine: QueryResultsFormat) -> None:
    answer = reader.get(f"/api/cited-by?thing=Participatiewet&format={form}", "*/*")
    results = parse_query_results(answer.content, engine)
    rows = [[str(term) for term in row] for row in results]  # type: ignore[union-attr]
    with kamergraaf.open_store(store) as graph:
        assert len(rows) == len(graph.ask("cited-by", "Participatiewet")) > 3


def test_the_api_takes_accept_and_tells_errors_as_data(reader: Reader) -> None:
    csv = reader.get("/api/answer-times", "text/csv")
    assert csv.text.splitlines()[0] == ",".join(columns(load()["answer-times"].text))
    turtle = reader.get("/api/export-paper?work=kv-tk-2015Z07200", "text/turtle")
    assert turtle.headers["content-type"].startswith("text/turtle")
    for path, status in (("/api/nope", 404), ("/api/cites?wrk=x", 400), ("/api/cites?format=png", 406)):
        refused = reader.get(path, "application/json")
        assert refused.status_code == status
        assert refused.json()["error"]


def test_openapi_describes_every_query(reader: Reader) -> None:
    described = reader.get("/api/openapi.json", "application/json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {f"/api/{name}" for name in load()}
    operation = described["paths"]["/api/evidence"]["get"]
    assert [p["name"] for p in operation["parameters"]] == ["work", "thing", "format"]


def test_the_columns_of_every_query_are_those_of_its_answer() -> None:
    for query in load().values():
        found = Store().query(query.text)
        if isinstance(found, QuerySolutions):
            assert columns(query.text) == [variable.value for variable in found.variables], query.name


def test_the_catalogue_of_queries_stands_in_the_store(store: Path, reader: Reader) -> None:
    asked = f"""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?query ?text {{ GRAPH <{OWN}.well-known/sparql-examples> {{
          ?query a sh:SPARQLExecutable ; sh:select|sh:construct ?text ; <https://schema.org/target> ?endpoint }} }}"""
    with GraphStore.reader(store) as held:
        found = {row[0].value: row[1].value for row in held.query(asked)}  # type: ignore[union-attr, misc]
    assert found == {f"{OWN}queries/{name}": query.text for name, query in load().items()}
    assert b"sh:select" in reader.get("/queries/cited-by", "text/turtle").content
    whole = reader.get("/.well-known/sparql-examples", "application/n-triples").content
    assert whole.count(b"shacl#SPARQLExecutable>") == len(load())


# --- the dataset --------------------------------------------------------------------------------------------------


def test_the_dataset_is_described_with_its_dumps(reader: Reader) -> None:
    dump = reader.get("/dumps/kamergraaf.nq.gz", "*/*")
    quads = list(parse(gzip.decompress(dump.content), RdfFormat.N_QUADS))
    turtle = reader.get("/dumps/kamergraaf.ttl.gz", "*/*")
    triples = {quad.triple for quad in parse(gzip.decompress(turtle.content), RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in quads}
    described = reader.get("/.well-known/void", "text/turtle").text
    assert hashlib.sha256(dump.content).hexdigest() in described
    for expected in ("void:sparqlEndpoint", "dcat:distribution", "void:Linkset", "http://www.wikidata.org/entity/"):
        assert expected in described
    page = said(reader.get("/dataset").text)
    assert hashlib.sha256(turtle.content).hexdigest() in page


def test_the_vocabulary_is_at_its_namespace(reader: Reader) -> None:
    page = html.fromstring(reader.get("/def").text)
    assert page.xpath("//div[@id='Motion']")
    terms = {quad.subject for quad in parse(reader.get("/def", "text/turtle").content, RdfFormat.TURTLE)}
    assert NamedNode(f"{OWN}def#Motion") in terms


def test_the_editor_comes_from_the_engine_and_knows_our_queries(reader: Reader) -> None:
    assert b"Yasgui" in reader.get("/editor/yasgui.min.js", "*/*").content
    settings = json.loads(reader.get("/editor/settings.json", "*/*").text)
    assert set(settings["queries"]) == set(load())
    assert settings["prefixes"]["kamer"] == f"{OWN}def#"
    assert reader.get("/editor/other.js", "*/*").status_code == 404


# --- pieces -------------------------------------------------------------------------------------------------------


def mark(start: int, end: int, kind: str) -> Mark:
    return Mark(start, end, kind, None, "0.9", "rule", "register")


def test_a_text_is_cut_at_every_edge_and_loses_nothing() -> None:
    text = "artikel 47 van de Participatiewet geldt"
    layers = Layers(text, [mark(0, 33, "article"), mark(18, 33, "law")], [], {34: ["part"]})
    cut = layers.cut(0, len(text))
    assert "".join(piece.words for piece in cut) == text
    assert [piece.mark.kind if piece.mark else "" for piece in cut] == ["article", "law", "", ""]
    assert cut[1].more == (mark(0, 33, "article"),)
    assert cut[3].ids == ("part",)
