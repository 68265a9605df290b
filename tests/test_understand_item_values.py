"""Values of items: case, recommendation, decision and its path, routing."""

from __future__ import annotations

import pytest

from ingest.understand.item_list import items_of
from tests.understand_texts import MINUTES, item_values, open_text, read, values


@pytest.mark.parametrize(
    ("section", "decision", "kind"),
    [
        ("Beslutning\n\nTiltrådt som indstillet.", "Tiltrådt som indstillet.", "tiltrådt"),
        ("Beslutning: Godkendt.", "Godkendt.", "godkendt"),
        ("BESLUTNING:\nTaget til efterretning.", "Taget til efterretning.", "taget til efterretning"),
        ("Beslutning i Byrådet den 3. maj 2016\nSagen udsættes.", "Sagen udsættes.", "udsat"),
        ("Beslutninger\nPunktet udgår.", "Punktet udgår.", "udgår"),
        (
            "Byrådets beslutning\n\nForslaget blev forkastet med 12 stemmer mod 9.",
            "Forslaget blev forkastet med 12 stemmer mod 9.",
            "forkastet",
        ),
        ("Beslutning\nIkke godkendt.", "Ikke godkendt.", "afvist"),
        ("Beslutning\nDrøftet.", "Drøftet.", "drøftet"),
        ("Beslutning\nSendes i høring i otte uger.", "Sendes i høring i otte uger.", "sendt i høring"),
        ("Beslutning\nOversendes til Teknikudvalget.", "Oversendes til Teknikudvalget.", "oversendt"),
        (
            "Beslutning\n • Godkendt med den ændring, at porten bliver blå.",
            "Godkendt med den ændring, at porten bliver blå.",
            "godkendt",
        ),
        ("Beslutning\nMette Kær orienterede.", "Mette Kær orienterede.", None),
        ("Beslutning\n\nTil toppen", None, None),
        ("Sagsfremstilling\n\nVi håber på en beslutning om godkendt budget.", None, None),
    ],
)
def test_decisions_and_their_kind(section: str, decision: str | None, kind: str | None) -> None:
    understood = read(
        f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Ny vej\nSagsnr.: 16/1200\n\n{section}\n\n"
        f"2. Eventuelt\n\nBeslutning\n\nIntet.\n"
    )
    first = items_of(understood)[0]
    assert first.decision == decision
    assert first.decision_type == kind


def test_what_another_committee_decided_is_the_path_and_not_the_decision() -> None:
    understood = read(
        "Referat\nByrådet\nMødedato: 28. maj 2016\n\n1. Ny vej\nSagsnr.: 16/1200\n\nIndstilling\n\n"
        "Teknik indstiller,\n\nat vejen bygges.\n\n"
        "Teknikudvalget, 10. maj 2016, pkt. 65:\n\nAnbefales.\n\n"
        "Beslutning i Økonomiudvalget den 18. maj 2016\n\nIndstilles afvist.\n\n"
        "Beslutning i Byrådet den 28. maj 2016\n\nGodkendt. Liste V tog forbehold.\n"
    )
    item = items_of(understood)[0]
    assert item.recommendation == ("at vejen bygges.",)
    assert item.decision == "Godkendt. Liste V tog forbehold."
    assert item.decision_type == "godkendt"
    assert item_values(understood, "reservation") == ["Liste V tog forbehold."]
    assert any("Anbefales." in path for path in item_values(understood, "path"))


def test_a_recommendation_printed_twice_is_one() -> None:
    understood = read(
        "Referat\nByrådet\nMødedato: 28. maj 2016\n\n1. Ny vej\nSagsnr.: 16/1200\n\nIndstilling\n\n"
        "Teknik indstiller,\n\n"
        "at vejen bygges.\nTeknik indstiller,\n\nBeslutning\n\nGodkendt.\n"
    )
    assert items_of(understood)[0].recommendation == ("at vejen bygges.",)
    assert item_values(understood, "recommender") == ["Teknik"]


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("Sagsnr.: 00.01.10-G01-1-21", "00.01.10-G01-1-21"),
        ("Sagsnummer: 18/01234", "18/01234"),
        ("J.nr.: 2014-0021312", "2014-0021312"),
        ("EMN-2025-003383", "EMN-2025-003383"),
        ("Sagsid.: 306-2009-600", "306-2009-600"),
        ("Sagsnr. | KLE | Initialer\n2012-0010285 | 16.06.04-P16-2-12 | KRØ", "2012-0010285"),
        ("Sagsnr.\nKLE\nInitialer\n2012-0010285\n16.06.04-P16-2-12\nKRØ", "2012-0010285"),
        ("J.nr.: S00. Sagsnr.: 11/496", "11/496"),
        ("J.nr.: S00.", None),
        ("Sagsnr.:", None),
        ("Dato: 04.11.14", None),
    ],
)
def test_case_numbers(line: str, case: str | None) -> None:
    understood = read(
        f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Ny vej\n{line}\n\nSagsfremstilling\n\nEn vej.\n\n"
        f"Beslutning\n\nGodkendt.\n"
    )
    assert items_of(understood)[0].case_number == case
    assert understood.first("case_number") == case


def test_many_cases_are_no_case_of_the_whole_paper() -> None:
    text = MINUTES.replace("4. Eventuelt\n", "4. Eventuelt\nSagsnr.: 19/4\n")
    assert read(text).first("case_number") is None


def test_a_date_is_no_kle_number() -> None:
    understood = read("Sammendrag af høringssvar\n\nTil byrådets temamøde 04.11.14 har vi delt svarene op.")
    assert values(understood, "kle_subject") == []


def test_a_routing_row_whose_cross_has_lost_its_place() -> None:
    row = "DIR\n\nFOU\n\nBFU\n\nØKE\n\nBYRX"
    text = (
        f"Udvalg: Børneudvalget\nMødedato: 10. februar 2021\n\n20. Drøftelse\n\nSagsnr.: 21/12\n\n{row}\n"
        f"\nSagsresume\n\nNoget.\n"
    )
    assert item_values(read(text), "routing") == ["DIR FOU BFU ØKE BYR, X uklart"]
    table = "BUU | TMU | ØU | BYR\nX | | | X"
    assert item_values(read(text.replace(row, table)), "routing") == ["BUU TMU ØU BYR, X ved BUU BYR"]


def test_the_first_attachment_may_be_called_as_a_section_is() -> None:
    item = (
        "1. Havnebad\nSagsnr.: 21/12\n\nIndstilling\nAt badet åbner.\n\nBeslutning\nGodkendt.\n\nBilag\nIndstilling\n"
    )
    head = "Referat\nByrådet\nMødedato: 3. maj 2016\n\n"
    (listed,) = items_of(read(f"{head}{item}Bilag 1: Tegning\nBrev fra naboerne\n"))
    assert listed.annexes == ("Indstilling", "Bilag 1: Tegning", "Brev fra naboerne")
    assert listed.recommendation == ("At badet åbner.",)
    (last,) = items_of(read(f"{head}{item}"))
    assert last.annexes == ("Indstilling",)
    (none,) = items_of(read(f"{head}1. Havnebad\nSagsnr.: 21/12\n\nBilag\nIndstilling\nAt badet åbner.\n"))
    assert (none.annexes, none.recommendation) == ((), ("At badet åbner.",))


@pytest.mark.parametrize(
    "label", ["' Beslutning i Byrådet den 03-05-2016", ". Beslutning", "Beslutning ;", "Beslutning: . ,"]
)
def test_dirt_beside_a_label_hides_no_decision(label: str) -> None:
    text = f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Havnebad\n\nBilag ;\n+ Tegning\n\n{label}\nGodkendt.\n"
    (item,) = items_of(read(text + "\n2. Eventuelt\n\nBeslutning\nIntet.\n"))[:1]
    assert (item.decision, item.annexes) == ("Godkendt.", ("Tegning",))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Tilbagesendes Teknik og Miljø med bemærkning, at byrådet i sit møde har vedtaget indstillingen.", "godkendt"),
        ("Fremsendes til Teknisk Udvalg til behandling i henhold til beslutning i byrådets møde.", "oversendt"),
    ],
)
def test_what_is_adopted_and_sent_back_to_be_done_is_adopted_and_what_is_only_sent_on_is_not(
    told: str, kind: str
) -> None:
    text = f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Havnebad\nSagsnr.: 21/12\n\nBeslutninger\n{told}\n"
    assert items_of(read(text))[0].decision_type == kind


def test_values_of_a_closed_item_stay_with_it() -> None:
    understood = read(MINUTES)
    closed = [f for f in understood.fields if f.passage is not None and understood.passages[f.passage].closed]
    assert {"item", "decision"} <= {f.name for f in closed}
    assert "Tiltrådt." not in open_text(understood)


@pytest.mark.parametrize(("printed", "subject", "facet"), [("01.03.03.P19", "01.03.03", "P19")])
def test_a_facet_behind_a_full_stop(printed: str, subject: str, facet: str) -> None:
    understood = read(
        f"Byrådet\nReferat\nMødedato: 4. maj 2011\n\n1. Ridehal\nJ.nr. {printed}\n\nBeslutning\nGodkendt."
    )
    given = [understood.first(name) for name in ("case_number", "kle_subject", "kle_facet")]
    assert given == [printed, subject, facet]


def test_a_committee_that_a_recommendation_is_passed_on_to_is_not_the_papers() -> None:
    understood = read(
        "Punkt 12: Udbud af busser\n\nIndstilling\nDirektionen indstiller, at udvalget over for byrådet anbefaler,\n"
        "1. at der udbydes to pakker.\n\nBeslutning\nAnbefales."
    )
    assert understood.first("committee") is None
