from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from asking import built, holds, rows, store_of
from hand_made import REGISTERS, exchange, letter

from graph import iris
from graph.dataset import CLASS_COUNTS, PROPERTY_COUNTS, Counts, dataset_quads, run_quads

KAMER = "https://w3id.org/kamergraaf/def#"


def counts() -> Counts:
    store = built(exchange(), letter(), registers=REGISTERS)
    store.extend(run_quads("a.txt", datetime.now(UTC), datetime.now(UTC), "0.1.0"))
    classes, properties = ({key: int(n) for key, n in rows(store, q)} for q in (CLASS_COUNTS, PROPERTY_COUNTS))
    return Counts(2, classes, properties)


def test_the_dataset_is_described_for_people_and_machines() -> None:
    assert holds(
        store_of(dataset_quads(counts())),
        """<https://w3id.org/kamergraaf/dataset> a void:Dataset , dcat:Dataset ; void:documents 2 ;
             dcterms:title "Kamergraaf"@en , "Kamergraaf"@nl ; dcterms:description ?description ;
             dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ; dcterms:publisher ?publisher ;
             void:vocabulary kamer: , cito: , oa: ; void:uriSpace "https://w3id.org/kamergraaf/" """,
    )


def test_things_and_statements_are_counted() -> None:
    found = counts()
    assert found.classes[f"{KAMER}Question"] == 3
    assert found.classes[f"{KAMER}Answer"] == 3
    assert found.properties[f"{KAMER}answers"] == 3
    assert found.triples == len(built(exchange(), letter(), registers=REGISTERS))
    store = store_of(dataset_quads(found))
    assert holds(store, "?dataset void:classPartition ?part . ?part void:class kamer:Question ; void:entities 3")
    assert holds(store, "?dataset void:propertyPartition ?part . ?part void:property kamer:answers ; void:triples 3")
    assert len(rows(store, "SELECT ?part WHERE { ?dataset void:classPartition ?part }")) == len(found.classes)
    assert len(rows(store, "SELECT ?part WHERE { ?dataset void:propertyPartition ?part }")) == len(found.properties)


def test_runs_and_the_description_itself_are_not_counted() -> None:
    assert f"{KAMER}ExtractionRun" not in counts().classes


def test_the_same_counts_in_any_order_give_the_same_description() -> None:
    one, two = {"http://a/1": 1, "http://a/2": 2}, {"http://a/2": 2, "http://a/1": 1}
    assert dataset_quads(Counts(1, one, one)) == dataset_quads(Counts(1, two, two))


def test_all_survives_the_store() -> None:
    quads = dataset_quads(counts())
    assert set(quads) == set(store_of(quads))


def test_a_run_has_its_times_in_the_graph_of_runs() -> None:
    started = datetime(2026, 11, 21, 20, 0, tzinfo=timezone(timedelta(hours=1)))
    quads = run_quads("map/a.txt", started, started + timedelta(seconds=2), "0.1.0")
    assert {str(quad.graph_name) for quad in quads} == {f"<{iris.RUNS_GRAPH}>"}
    assert holds(
        store_of(quads),
        """<https://w3id.org/kamergraaf/run/map/a.txt> a kamer:ExtractionRun , prov:Activity ;
             prov:startedAtTime "2026-11-21T19:00:00Z"^^xsd:dateTime ;
             prov:endedAtTime "2026-11-21T19:00:02Z"^^xsd:dateTime ;
             prov:generated <https://w3id.org/kamergraaf/graph/map/a.txt> ; prov:wasAssociatedWith ?program .
           ?program a prov:SoftwareAgent ; schema:softwareVersion "0.1.0" """,
    )
