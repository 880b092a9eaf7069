"""Small datasets in the form of the large ones, with made people and regulations."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

TITLES = """\
bwb_id\tsoort\tkorte_titel\topschrift
BWBR9000001\twet\tWet op de proefballonnen\tWet van 3 mei 2001, houdende regels omtrent proefballonnen
BWBR9000002\tAMvB\tvan "Ballonnenbesluit 2002" of als "BAB 2002\tBesluit van 4 mei 2002, houdende regels
BWBR9000003\twet\tStb. 2003, 98\tWet van 5 mei 2003 tot wijziging van de Ballonvaartwet (Wet kabelballonnen)
BWBR9000004\tzbo\tBallonwerk\tBallonwerk
BWBR9000005\twet\tKabelbaanwet\tKabelbaanwet
BWBR9000006\twet\tKabelbaanwet\tKabelbaanwet
BWBV9000007\tverdrag\tVerdrag van Proefdorp inzake ballonnen\tVerdrag van Proefdorp inzake ballonnen
geen-nummer\twet\tWet zonder nummer\tWet zonder nummer
BWBR0015703\twet\tParticipatieballonnenwet\tParticipatieballonnenwet
"""

LIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<NS1:BWBIdServiceResultaat xmlns:NS1="http://schemas.overheid.nl/bwbidservice">
 <NS1:GegenereerdOp>2026-01-01T00:00:00</NS1:GegenereerdOp>
 <NS1:RegelingInfoLijst>
  <NS1:RegelingInfo>
   <NS1:BWBId>BWBR9000001</NS1:BWBId>
   <NS1:DatumLaatsteWijziging>2020-01-01</NS1:DatumLaatsteWijziging>
   <NS1:VervalDatum>2025-12-31</NS1:VervalDatum>
   <NS1:OfficieleTitel>Wet van 3 mei 2001, houdende regels omtrent proefballonnen</NS1:OfficieleTitel>
   <NS1:CiteertitelLijst>
    <NS1:Citeertitel>
     <NS1:titel>Wet op de proefballonnen</NS1:titel>
     <NS1:status>officieel</NS1:status>
     <NS1:InwerkingtredingsDatum>2001-07-01</NS1:InwerkingtredingsDatum>
    </NS1:Citeertitel>
    <NS1:Citeertitel>
     <NS1:titel>Ballonnenwet</NS1:titel>
     <NS1:status>officieel</NS1:status>
     <NS1:InwerkingtredingsDatum>2015-01-01</NS1:InwerkingtredingsDatum>
    </NS1:Citeertitel>
   </NS1:CiteertitelLijst>
   <NS1:NietOfficieleTitelLijst><NS1:NietOfficieleTitel>Wet luchtige zaken</NS1:NietOfficieleTitel>
   </NS1:NietOfficieleTitelLijst>
   <NS1:AfkortingLijst><NS1:Afkorting>Wpb</NS1:Afkorting><NS1:Afkorting>wet</NS1:Afkorting></NS1:AfkortingLijst>
   <NS1:RegelingSoort>wet</NS1:RegelingSoort>
  </NS1:RegelingInfo>
 </NS1:RegelingInfoLijst>
</NS1:BWBIdServiceResultaat>
"""

_POLDER = {
    "personen/proefkonijn-ab-1970.yaml": """
id: person:proefkonijn-ab-1970
identifiers: {tk_persoon_id: 00000000-0000-4000-8000-000000000001}
name: {full: Anna van Proefkonijn, family: van Proefkonijn, given: Anna, initials: A.B.}
birth: {year: 1970}
mandaten:
- {post_id: 'post:kamerlid', role: Kamerlid voor PvdA, start_date: '2010-06-17', end_date: null}
- {post_id: 'post:kamerlid', role: Kamerlid voor SP, start_date: '2012-09-20', end_date: '2017-03-22'}
""",
    "personen/proefkonijn-1970.yaml": """
id: person:proefkonijn-1970
name: {full: drs. Annie van Proefkonijn-Muis, family: Proefkonijn-Muis, given: Annie}
birth: {year: 1970}
mandaten:
- {post_id: 'post:minister-min-szw', role: Minister, start_date: '2017-10-26', end_date: null}
""",
    "personen/opvolger-1980.yaml": """
id: person:opvolger-1980
name: {full: Bob Opvolger, family: Opvolger, given: Bob}
mandaten:
- {post_id: 'post:minister-min-szw', role: Minister, start_date: '2019-01-01', end_date: null}
- {post_id: 'post:minister-zp-luchtvaart', role: Minister, start_date: '2021-01-01', end_date: '2022-01-01'}
""",
    "personen/damaged.yaml": "id: [",
    "personen/raadslid.yaml": """
id: person:raadslid-1990
name: {full: Rita Raadslid, family: Raadslid}
mandaten:
- {post_id: 'post:raadslid-gemeente-proefdorp', role: Raadslid, start_date: '2022-01-01'}
""",
    "posten/kamerlid.yaml": """
{id: 'post:kamerlid', organization_id: 'org:tweede-kamer', label: Lid van de Tweede Kamer, classification: kamerlid,
 seat_count: 150}
""",
    "posten/ministers/minister-min-szw.yaml": """
{id: 'post:minister-min-szw', organization_id: 'org:min-szw', label: Minister van Sociale Zaken en Werkgelegenheid,
 classification: bewindspersoon, seat_count: 1}
""",
    "posten/ministers/minister-zp-luchtvaart.yaml": """
{id: 'post:minister-zp-luchtvaart', organization_id: 'org:min-szw', classification: bewindspersoon, seat_count: 1,
 label: 'Minister zonder portefeuille, belast met Luchtvaart'}
""",
    "organisaties/ministeries/szw.yaml": """
id: org:min-szw
type: ministerie
identifiers: {tooi: 'https://identifier.overheid.nl/tooi/id/ministerie/mnre1073'}
names: [{value: Sociale Zaken en Werkgelegenheid, abbr: SZW, valid_from: '1900-01-01'}]
""",
    "organisaties/zbo/ballonautoriteit.yaml": """
id: org:zbo-ballonautoriteit
type: zbo
identifiers: {tooi: 'https://identifier.overheid.nl/tooi/id/zbo/zb999999'}
names: [{value: Nationale Ballonautoriteit, abbr: NBAUT, valid_from: '2001-01-01'}]
""",
    "organisaties/rwt/zweven.yaml": """
id: org:rwt-zweven
type: rwt
names: [{value: Zweven, valid_from: '1900-01-01'}]
""",
    "organisaties/organisatieonderdelen/directie.yaml": """
id: org:onderdeel-directie-communicatie
type: organisatieonderdeel
names: [{value: Directie Communicatie, valid_from: '1900-01-01'}]
""",
}

CASES = """\
Nummer\tSoort\tTitel\tOnderwerp\tGestartOp\tVergaderjaar\tVolgnummer\tOrganisatie
2019Z90001\tSchriftelijke vragen\t\tTe weinig proefballonnen\t2019-02-20T00:00:00+01:00\t2018-2019\t-1\tTweede Kamer
2019Z90002\tSchriftelijke vragen\t\tTe weinig proefballonnen\t2019-02-21T00:00:00+01:00\t2018-2019\t-1\tTweede Kamer
2019Z90003\tMotie\tBallonvaart\tMeer ballonnen\t2019-03-01T00:00:00+01:00\t2018-2019\t12\tTweede Kamer
\tMotie\tBallonvaart\tZonder nummer\t2019-03-01T00:00:00+01:00\t2018-2019\t13\tTweede Kamer
"""

# Papers that texts cite: with their movers, with a dossier that a changed motion names, with numbers in the Appendix.
CITED_CASES = """\
Nummer\tSoort\tTitel\tOnderwerp\tGestartOp\tVergaderjaar\tVolgnummer\tOrganisatie
2019Z20101\tSchriftelijke vragen\t\tSchrijnende werkwijze van de luchtdienst Proefdorp\t2019-02-20T00:00:00+01:00\t2018-2019\t-1\tTweede Kamer
2021Z20102\tMotie\tBallonvaart\tMotie van het lid Jasper van Dijk c.s. over meer ballonnen\t2021-02-25T00:00:00+01:00\t2020-2021\t12\tTweede Kamer
2021Z20103\tMotie\tBallonvaart\tGewijzigde motie van de leden Kuzu en Van Nergenshuizen over ballonnen voor allen (t.v.v. 39 515, nr. 12)\t2021-02-26T00:00:00+01:00\t2020-2021\t13\tTweede Kamer
2021Z20104\tBrief regering\tBallonvaart\tVoortgang van de ballonvaart boven Proefdorp\t2021-03-05T00:00:00+01:00\t2020-2021\t14\tTweede Kamer
2021Z20105\tMotie\tNota over de toestand van de luchtvaart\tMotie van het lid Kuzu over lucht (t.v.v. 39600-2)\t2020-10-01T00:00:00+02:00\t2020-2021\t3\tTweede Kamer
2021Z20106\tMotie\tNota over de toestand van de luchtvaart\tMotie van het lid Kuzu over lucht (t.v.v. 39700-2)\t2021-10-01T00:00:00+02:00\t2021-2022\t4\tTweede Kamer
"""  # noqa: E501
CITED_DOCUMENTS = """\
DocumentNummer\tSoort\tTitel\tOnderwerp\tDatum\tVergaderjaar\tVolgnummer\tAanhangselnummer\tKenmerkAfzender
2025D30201\tMededeling (uitstel antwoord)\t\tUitstel beantwoording vragen van de leden Van Kent en Van Nispen over over het bericht ‘Meer ballonnen boven het dorp gezien’\t2025-03-03T00:00:00+01:00\t2024-2025\t-1\t242501462\t
2025D30202\tAntwoord schriftelijke vragen\t\tAntwoord op vragen van de leden Van Kent en Van Nispen over het bericht "Meer ballonnen boven het dorp gezien."\t2025-04-01T00:00:00+02:00\t2024-2025\t-1\t242501790\t
2025D30203\tAntwoord schriftelijke vragen\t\tAntwoord op vragen van het lid Kuzu over het bericht "Minder ballonnen boven het dorp gezien"\t2025-04-01T00:00:00+02:00\t2024-2025\t-1\t242501791\t
2019D30204\tAntwoord schriftelijke vragen\t\tAntwoord op vragen van het lid Kuzu over de schrijnende werkwijze van de luchtdienst Proefdorp\t2019-03-21T00:00:00+01:00\t2018-2019\t-1\t181902001\t
2025D30205\tBrief commissie\t\tRondetafel over ballonnen\t2025-02-03T00:00:00+01:00\t2024-2025\t-1\t\t
"""  # noqa: E501

MEMBERS = [
    {
        "Id": "00000000-0000-4000-8000-000000000002",
        "Nummer": 90002,
        "Initialen": "C.D.",
        "Tussenvoegsel": "van der",
        "Achternaam": "Zweefvlieg",
        "Roepnaam": "Coen",
        "Functie": "Tweede Kamerlid",
        "Verwijderd": False,
        "FractieZetelPersoon": [
            {
                "Van": "2023-12-06T00:00:00+01:00",
                "TotEnMet": None,
                "Verwijderd": False,
                "FractieZetel": {"Fractie": {"Afkorting": "D66"}},
            }
        ],
    },
    {"Id": "3", "Nummer": 3, "Achternaam": "Bode", "Roepnaam": "Dirk", "Functie": None, "Verwijderd": False},
]
DOCUMENTS = {
    "value": [
        {
            "DocumentNummer": "2025D90004",
            "Soort": "Motie",
            "Titel": "Ballonvaart",
            "Onderwerp": "Minder ballonnen",
            "Datum": "2025-02-03T00:00:00+01:00",
            "Vergaderjaar": "2024-2025",
            "Volgnummer": 14,
            "Kamerstukdossier": [{"Nummer": 36600, "Toevoeging": "XVII"}],
        }
    ]
}


def titles(folder: Path) -> Path:
    return _written(folder / "titles.tsv", TITLES)


def official_list(folder: Path) -> Path:
    return _written(folder / "BWBIdList.xml", LIST)


def polder(folder: Path) -> Path:
    for name, content in _POLDER.items():
        _written(folder / "polder" / "data" / name, content)
    return folder / "polder"


def polder_archive(folder: Path) -> Path:
    with tarfile.open(folder / "polder.tar.xz", "w:xz") as archive:
        archive.add(polder(folder) / "data", "data")
    return folder / "polder.tar.xz"


def house(folder: Path) -> Path:
    _written(folder / "tk" / "members.json", json.dumps(MEMBERS))
    _written(folder / "tk" / "documents.json", json.dumps(DOCUMENTS))
    (folder / "tk" / "zaken.tsv.gz").write_bytes(gzip.compress(CASES.encode()))
    return folder / "tk"


def cited(folder: Path, cases: str = CITED_CASES, documents: str = CITED_DOCUMENTS) -> Path:
    _written(folder / "cited" / "zaken.tsv", cases)
    _written(folder / "cited" / "documenten.tsv", documents)
    return folder / "cited"


def _written(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file
