"""Papers that are no meeting's: kinds, titles, hearings, what they tell about decisions."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.understand import understand
from tests.understand_texts import read, source, values


@pytest.mark.parametrize(
    ("text", "start", "deadline"),
    [
        ("Høringsfrist: 2. maj 2016 kl. 12.00", None, "2016-05-02"),
        ("Forslaget er i høring til den 16.11.12", None, "2012-11-16"),
        (
            "Forslaget er i offentlig høring i perioden fra den 27. september til den 1. december 2021.",
            "2021-09-27",
            "2021-12-01",
        ),
        ("Planen ligger fremme fra 15.09.2017 til 10.11.2017.", "2017-09-15", "2017-11-10"),
        ("Forslaget er i høring fra den 3. til den 31. oktober 2017.", "2017-10-03", "2017-10-31"),
        ("Forslaget er i høring. Ring efter kl. 3 til den 31. oktober 2017.", None, None),
        ("Høringen er forlænget. Du kan svare til og med søndag den 14.6.2020.", None, "2020-06-14"),
        ("Høringen varer frem til 13.september 2024.", None, "2024-09-13"),
        ("Man kan svare frem til fredag den 3. august 2018.", None, "2018-08-03"),
        (
            "Fristen er nu den 1. december 2021 for høringssvar. Høringen var til den 1. november 2021.",
            None,
            "2021-12-01",
        ),
        ("Svar på høringen skal ligge hos kommunen senest den 26. november 2017.", None, "2017-11-26"),
        ("Høringsperiode: 24. december til 3. januar 2021", "2020-12-24", "2021-01-03"),
        ("Høringsfristen er den 24. oktober.", None, None),
        ("Der er tre ugers høring fra dags dato.", None, None),
        ("Forslaget er i høring til den 3. maj 2016. Et andet er i høring til den 4. juni 2016.", None, None),
        ("Arbejdet er færdigt senest den 3. maj 2016.", None, None),
    ],
)
def test_hearing_periods_and_deadlines(text: str, start: str | None, deadline: str | None) -> None:
    understood = read(f"Lokalplan for havnen\n\nKommunen skriver til alle. {text}\n\nVenlig hilsen")
    assert understood.first("hearing_deadline") == deadline
    assert understood.first("hearing_start") == start


def test_who_did_not_answer() -> None:
    understood = read("Høring om skoler\n\nHøringen er slut.\n\nLokaludvalget svarede ikke på denne høring")
    assert values(understood, "no_response") == ["ukendt"]
    understood = read("Høring om skoler\n\nStrandby Lokaludvalg svarede ikke på denne høring.")
    assert values(understood, "no_response") == ["Strandby Lokaludvalg"]


def test_a_decision_that_a_page_tells_about() -> None:
    understood = read(
        "Styrket samarbejde\n\nBørneudvalget har på mødet den 26. september 2012 behandlet indstillingen og "
        "besluttede at sende forslaget "
        "om fælles mål i høring.\n\nForslaget er i høring til den 16.11.12"
    )
    assert values(understood, "decision_body") == ["Børneudvalget"]
    assert values(understood, "decision_date") == ["2012-09-26"]
    assert values(understood, "decision_type") == ["sendt i høring"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Dagsorden for Byrådet\nMødedato: 3. maj 2016\n\n1. Vej\nIndstilling\nat den bygges\n2. Bro\n"
            "Indstilling\nat den males",
            "agenda",
        ),
        ("Høringssvar om færgen\n\nBorgerforeningen er imod.\n\nPå foreningens vegne\nIda Holm", "hearing_response"),
        ("Høringsnotat om lokalplan 47\n\nDer kom 71 svar.", "hearing_note"),
        ("Sammendrag af høringssvar\n\nDer kom 71 svar.", "hearing_note"),
        (
            "Til bestyrelser, råd og foreninger\n\nHøring om servicestrategi\n\nHøringsfrist: 2. maj 2016\n"
            "\nVenlig hilsen",
            "hearing_letter",
        ),
        ("Lokalplan 47 i offentlig høring\n\nMan kan svare frem til den 3. maj 2016.", "hearing_page"),
        ("Samarbejdsaftale om lokaludvalg\n\nParterne er enige.", "agreement"),
        ("Frivilligpolitik for Sandhavn\n\nFrivillige gør livet bedre.", "policy"),
        ("Notat om støj på havnen\n\nDer er målt.", "memo"),
        ("Opskrift på rugbrød\n\nMel og vand.", "other"),
        ("", "other"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        (None, "Frivilligpolitik for Sandhavn\n\nFrivillige gør livet bedre.", "Frivilligpolitik for Sandhavn"),
        (
            "Microsoft Word - udkast3.doc",
            "Frivilligpolitik for Sandhavn\n\nFrivillige hjælper.",
            "Frivilligpolitik for Sandhavn",
        ),
        ("Årsberetning 1999", "Frivilligpolitik for Sandhavn\n\nFrivillige hjælper.", "Frivilligpolitik for Sandhavn"),
        ("Ny bro i Strandby | Sandhavn Kommune", "Menu\n\nNy bro i Strandby\n\nBroen åbner.", "Ny bro i Strandby"),
        (
            None,
            "Vi bruger cookies til statistik.\n\nGå til hovedindhold\n\nHøring om ny bro\n\nBroen åbner.",
            "Høring om ny bro",
        ),
        (
            None,
            "Dette er en sætning, som slet ikke er nogen titel, for den er lang og slutter med punktum.\n\nOg en til.",
            None,
        ),
    ],
)
def test_titles(title: str | None, text: str, wanted: str | None) -> None:
    assert understand(source(text, title=title), "papir.html").first("title") == wanted


def test_a_mails_subject_is_its_title_and_its_date_the_date() -> None:
    mail = source(
        "Hej\n\nTak for svaret.", title="Svar fra havnen", created=date(2020, 5, 3), media_type="message/rfc822"
    )
    understood = understand(mail, "svar.eml")
    assert understood.first("title") == "Svar fra havnen"
    assert understood.first("date") == "2020-05-03"


def test_the_one_heading_of_a_decision_tells_when_an_item_was_decided() -> None:
    understood = read(
        "Pkt. nr. 6\nSagsnr.: 16/8842\nFolkeoplysningspolitik\n\nSagsansvarlig: Kultur & Udvikling v/ Hans Fenger\n\n"
        "Indstilling\nDirektøren foreslår, at den godkendes.\n\n"
        "Beslutning i Kultur- og Fritidsudvalget den 31-05-2016\nForslaget er godkendt."
    )
    assert understood.first("meeting_date") == "2016-05-31"
    assert values(understood, "case_officer") == ["Hans Fenger"]


def test_a_publisher_is_known_beside_its_other_name() -> None:
    text = "KL - Kommunernes Landsforening\n\nNyhed\n\n28. februar 2020\n\nNy vejledning om ældreråd"
    assert read(text).first("publisher") == "KL"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("", "Ny frist: Høring om plejehjem"),
        ("PRESSEMEDDELELSE   Ådal Kommune, den 4. marts 2010\n\n", "Ny direktør for kultur og fritid"),
        ("Ældrerådet i Ådal Kommune\n\nÅdal, den 19. januar 2016\n\n", "Ældrerådets bemærkninger til rengøring"),
    ],
)
def test_titles_below_what_only_stands_around_them(above: str, title: str) -> None:
    assert read(f"{above}{title}\n\nRådet har læst det.\n\nLæs tegningerne her").first("title") == title
