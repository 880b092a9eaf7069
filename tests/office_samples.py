"""The samples that are no text: two letters in our own words about real facts, as Word and as PDF.

python tests/office_samples.py      writes samples/*.docx and, where LibreOffice is, samples/*.pdf
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from wordfile import docx, level, listed, lists, mark, note, p, run, table

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_NOTICE = "Demonstratietekst van Kamergraaf, in eigen woorden; de officiële tekst staat op "
_PAGES = p('<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
_PAPER = '<w:pgSz w:w="11906" w:h="16838"/>'
_MARGINS = '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708"/>'

UNPAGED = _PAPER + _MARGINS
PAGED = '<w:footerReference w:type="default" r:id="footer1"/>' + UNPAGED


def _asked(number: str, words: str) -> str:
    return p(f"Vraag {number}") + p(words) + p("")


def _answered(numbers: str, *blocks: str) -> str:
    return p(f"Antwoord op {numbers}") + "".join(blocks) + p("")


def fire_line(section: str = PAGED) -> bytes:
    """The letter of 11 January 2024 about the telephone number of the fire brigade."""
    return docx(
        p(_NOTICE + "https://zoek.officielebekendmakingen.nl/kv-tk-2023Z19677"),
        p("De voorzitter van de Tweede Kamer der Staten-Generaal"),
        table(
            ("Datum", "11 januari 2024"),
            ("Onderwerp", "Antwoord op vragen van de leden Temmink en Van Nispen (beiden SP) over 0900-0904"),
            ("Ons kenmerk", "5164758"),
        ),
        p(""),
        p(
            "In antwoord op uw brief van 6 december 2023, nr. 2023Z19677, deel ik u mede dat de vragen van de leden "
            "Temmink en Van Nispen (beiden SP) aan de minister van Justitie en Veiligheid over een bedrijf dat het "
            "nummer van de brandweer zou bezitten worden beantwoord in de bijlage."
        ),
        p(""),
        p("De minister van Justitie en Veiligheid,"),
        p(""),
        p("D. Yeşilgöz-Zegerius"),
        p(""),
        p(
            "Antwoorden van de minister van Justitie en Veiligheid op Kamervragen van de leden Temmink en Van Nispen "
            "(beiden SP) over een bedrijf dat het nummer van de brandweer zou bezitten"
        ),
        p(""),
        _asked("1", "Klopt het dat een telefoonbedrijf het nummer 0900-0904 van de brandweer bezit?"),
        _answered(
            "vraag 1",
            p(
                "Nee. Het nummer is van de Landelijke Meldkamer Samenwerking; alleen het platform waarop het draait, "
                "is van een bedrijf. De taken van de meldkamers staan in de Politiewet 2012."
            ),
        ),
        _asked("2", "Waarom kost een gesprek 3 cent per minuut, met 9,5 cent aan het begin?"),
        _asked("3", "Kan dat gratis worden, zoals bij de Koninklijke Marechaussee?"),
        _answered(
            "vragen 2 en 3",
            p("Wie in nood is, belt 112 en betaalt niets. Voor het andere nummer geldt dit:"),
            listed("de opbrengst dekt een deel van de kosten;", 1),
            listed("er wordt geen winst op gemaakt.", 1),
            p(
                run(
                    "Over de politie is gesproken in het debat van 7 december 2022, bij de motie van het lid Van Nispen"
                )
                + mark(2)
                + run(
                    ", die de Kamer heeft verworpen. De taak van de politie staat in artikel 3 van de Politiewet 2012."
                )
                + mark(3)
            ),
        ),
        _asked("4", "Wilt u deze vragen apart beantwoorden?"),
        _answered("vraag 4", p("Zie het antwoord op vraag 2.")),
        numbering=lists(level(0, "lowerLetter", "%1."), nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'),
        footnotes=note(2, "Kamerstukken II 2022/23, 29628, nr. 1135.") + note(3, "Stb. 2012, 315."),
        footer1=_PAGES,
        section=section,
    )


def dog_bites(section: str = PAGED) -> bytes:
    """The letter of 18 October 2023 about dogs that bite."""
    return docx(
        p(_NOTICE + "https://zoek.officielebekendmakingen.nl/kv-tk-2023Z14759"),
        p("De voorzitter van de Tweede Kamer der Staten-Generaal"),
        table(
            ("Datum", "18 oktober 2023"),
            ("Onderwerp", "Antwoord op vragen van het lid Wassenberg (PvdD) over honden die bijten"),
            ("Ons kenmerk", "4980892"),
        ),
        p(""),
        p(
            "In antwoord op uw brief van 7 september 2023, nr. 2023Z14759, bied ik u hierbij de antwoorden aan op de "
            "vragen van het lid Wassenberg (PvdD), mede namens de minister van Justitie en Veiligheid."
        ),
        p(""),
        p("De minister van Landbouw, Natuur en Voedselkwaliteit,"),
        p(""),
        p("P. Adema"),
        p(""),
        p(
            "Antwoorden van de minister van Landbouw, Natuur en Voedselkwaliteit mede namens de minister van Justitie "
            "en Veiligheid op Kamervragen van het lid Wassenberg (PvdD) over honden die bijten"
        ),
        p(""),
        _asked("1", "Bestaat er één lijst van alle bijtincidenten in Nederland?"),
        _answered(
            "vraag 1",
            p(
                "Nee. Veel honden bijten thuis, en wat dierenartsen, huisartsen en gemeenten daarvan weten, komt "
                "nergens bij elkaar. Gemeenten kunnen een incident wel melden in het Landelijk Honden Dossier, dat "
                "mijn ministerie van 2021 tot en met 2025 betaalt."
            ),
        ),
        _asked("2", "Waarom doen pas vijftig van de 342 gemeenten daaraan mee?"),
        _answered("vraag 2", p("Meedoen is aan de gemeenten zelf. Ik moedig hen daartoe aan.")),
        _asked("3", "Deelt u de cijfers uit dat dossier met de Kamer?"),
        _answered(
            "vraag 3",
            p(
                run(
                    "Ja. In het debat over de Wet aanpak dierenmishandeling en dierverwaarlozing heb ik daarover een "
                    "brief toegezegd. Wat onderzoekers al vonden"
                )
                + mark(2)
                + run(", zal daar waarschijnlijk niet door veranderen.")
            ),
        ),
        _asked("4", "Zijn het de eigenaren, meer dan de rassen, die het gevaar bepalen?"),
        _answered(
            "vraag 4",
            p(
                run("Zo zag het ook mijn voorganger")
                + mark(3)
                + run(", en onderzoek bevestigt het. Toch tellen ook andere dingen mee, zoals pijn bij het dier.")
            ),
        ),
        _asked("5", "Wanneer komt het rapport over honden die in beslag zijn genomen?"),
        _answered("vraag 5", p("Binnenkort; zie ook het antwoord op vraag 3.")),
        footnotes=note(2, "The Safe Dog Project, Centrum voor Criminaliteitspreventie en Veiligheid, 2019.")
        + note(3, "Kamerstukken II 2018/19, 28286, nr. 1056."),
        footer1=_PAGES,
        section=section,
    )


OFFICE = shutil.which("soffice")


def converted(data: bytes, form: str) -> bytes:
    """A file of Word as LibreOffice saves it: pdf, html."""
    assert OFFICE
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{form.partition(':')[0]}").read_bytes()


if __name__ == "__main__":
    (SAMPLES / "antwoord-brandweernummer.docx").write_bytes(fire_line())
    if OFFICE:
        (SAMPLES / "antwoord-bijtincidenten.pdf").write_bytes(converted(dog_bites(), "pdf"))
