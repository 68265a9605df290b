"""Words divided at line ends, and running headers: what a passage must and must not hold."""

from ingest.readers.lines import clean, flow, join_divided
from ingest.readers.running import PageLines, bodies


def _pages(*texts: str) -> list[PageLines]:
    return [PageLines(number, tuple(text.split("\n"))) for number, text in enumerate(texts, 1)]


def test_a_divided_word_is_one_word_again() -> None:
    assert join_divided("den nye bebyg-\ngelse ved åen") == "den nye bebyggelse\nved åen"
    assert join_divided("afde-\nlings-\nlederen siger.") == "afdelingslederen\nsiger."


def test_a_hyphen_that_is_meant_stays() -> None:
    for text in ("børne-\nog ungeområdet", "dag-\neller døgntilbud", "Nørrebro-\nKøbenhavn", "perioden 2021-\n2022"):
        assert join_divided(text) == text
    assert join_divided("SFO-\nområdet er").startswith("SFO-området")
    assert join_divided("it-\nsystemet er").startswith("it-systemet")


def test_clean_keeps_every_line_and_flow_only_one_empty_line() -> None:
    assert clean("  Udvalg:\t Børn \r\n\r\n\r\n\r\nMøde ") == "Udvalg: Børn\n\n\n\nMøde"
    assert flow("\n\nUdvalg\n\n\n\nMøde\n") == "Udvalg\n\nMøde"


def test_a_line_of_twenty_megabytes_is_read_like_any_other() -> None:
    text = "høringssvar " * 1_700_000
    assert flow(clean(text)) == text.strip()


def test_running_header_and_page_numbers_are_not_in_the_body() -> None:
    pages = _pages(
        *(
            f"Ådal Kommune, Skoleudvalget\nSkoleudvalget i Ådal Kommune, punkt {n}\nTekst om sag {n * 7}\nside {n} af 4"
            for n in range(1, 5)
        )
    )
    for number, body in enumerate(bodies(pages), 1):
        assert body == f"Skoleudvalget i Ådal Kommune, punkt {number}\nTekst om sag {number * 7}"


def test_the_only_occurrence_of_a_title_is_kept_on_its_first_page() -> None:
    pages = _pages(
        *(f"Høringsbrev om Mølleskolen\nAfsnit {n} handler om noget {'abc'[n - 1] * 9}\n{n}" for n in (1, 2, 3))
    )
    first, second, third = bodies(pages)
    assert first.startswith("Høringsbrev om Mølleskolen\nAfsnit 1")
    assert second.startswith("Afsnit 2") and second.endswith("b")
    assert third.startswith("Afsnit 3")


def test_case_numbers_at_the_top_of_every_page_stay() -> None:
    texts = [f"EMN-2025-{n:06d}\nBeslutning i sagen\nGodkendt." for n in (3383, 8308, 119, 4711)]
    assert bodies(_pages(*texts)) == texts


def test_items_that_are_numbered_like_pages_stay() -> None:
    texts = [f"Punkt {n}\n{title}\nTekst" for n, title in enumerate(("Budget", "Skoler", "Eventuelt"), 1)]
    assert bodies(_pages(*texts))[1].startswith("Punkt 2\nSkoler")


def test_a_decision_that_ends_every_page_stays() -> None:
    texts = [f"Punkt {word}\nSagen om {word * 2}\nBeslutning\nGodkendt." for word in ("en", "to", "tre", "fire")]
    assert bodies(_pages(*texts)) == texts


def test_in_two_pages_only_the_page_marks_run() -> None:
    texts = ["Referat\nSide 9 i bilaget\nFørste side\nSide 1 af 2", "Side 2 af 2\nReferat\nside 7"]
    assert bodies(_pages(*texts)) == ["Referat\nSide 9 i bilaget\nFørste side", "Referat\nside 7"]


def test_odd_and_even_pages_may_have_their_own_header() -> None:
    texts = [
        f"{'Referat' if n % 2 else 'Ådal Byråd'}\nReferat fra Ådal Byråd, afsnit om {'abcdefgh'[n] * 8}\n- {n + 10} -"
        for n in range(1, 8)
    ]
    for n, body in enumerate(bodies(_pages(*texts)), 1):
        assert body == f"Referat fra Ådal Byråd, afsnit om {'abcdefgh'[n] * 8}"


def test_a_word_divided_over_a_pages_end_is_whole_on_the_first() -> None:
    assert bodies(_pages("Forvaltningen foreslår en bebyg-", "gelse ved åen.")) == [
        "Forvaltningen foreslår en bebyggelse",
        "ved åen.",
    ]


def test_measured_lines_in_the_middle_of_the_page_never_run() -> None:
    pages = [PageLines(n, ("Beslutninger", "Godkendt"), ((0, 0.75), (1, 0.7))) for n in range(1, 6)]
    assert bodies(pages) == ["Beslutninger\nGodkendt"] * 5
