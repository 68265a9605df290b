"""Commands about what words are read with: lexicon (and the archive's own words), confusions."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from ingest import misread
from ingest.archive import own_words
from ingest.danish import confusions as tables
from ingest.danish import damage, local
from ingest.danish import lexicon as danish_lexicon
from portal.instance import Instance, named_folder

_FONTS = 8  # of those that are here, when none are named
_DEMO = Path(__file__).resolve().parents[1] / "demo"
_TEXTS = ("hoeringer.toml", "rutine.toml", "kommune.toml", "ordforraad.toml")  # the bench reads the others
_HEADER = "# trykt, læst, hyppighed. æ, ø og å: af de gange, de gik tabt; andre: af de gange, de blev trykt.\n"
_READ_AGAIN = (
    "Gamle scanninger læses med det, når indekset er bygget igen: kør `portal reindex`. "
    "En arbejder, der kører, gør det selv inden for et minut."
)


@click.command()
@click.option("--most", default=own_words.MOST, show_default=True, type=click.IntRange(0, own_words.MOST),
              help="Så mange af arkivets egne ord højst; 0 er ingen.")  # fmt: skip
@click.option("--least", default=own_words.LEAST, show_default=True, type=click.IntRange(1),
              help="Så mange dokumenter skal et ord stå i.")  # fmt: skip
def lexicon(most: int, least: int) -> None:
    """Byg ordbogen op igen, og find arkivets egne ord: stednavne, personnavne og fagord, som ingen ordbog har."""
    folder = danish_lexicon.folder()
    if danish_lexicon.current(folder):
        click.echo(f"Ordbogen i {folder} er hel og ny nok.")
    else:
        danish_lexicon.build(folder)
        click.echo(f"Ordbogen ligger i {folder}.")
    if (named_folder() / "portal.sqlite").exists():
        learn_own_words(Instance.open(read_language=False), most, least)


def learn_own_words(instance: Instance, most: int = own_words.MOST, least: int = own_words.LEAST) -> None:
    """Find an archive's own words, and say what became of them."""
    before = instance.generations.language() or ""
    with instance.database.read() as session:
        number = own_words.learn(session, instance.files, most=most, least=least)
    counted = "Arkivet har ingen egne ord." if not number else f"Arkivets egne ord: {number:,}.".replace(",", ".")
    click.echo(counted)
    if not before.endswith(local.now().digest):
        click.echo(_READ_AGAIN)


@click.group()
def confusions() -> None:
    """Tabellen over, hvad en maskine læser i stedet for æ, ø og å."""


@confusions.command()
@click.argument("text", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", default="eng", show_default=True, help="Tesseracts model, som arkivet blev læst med.")
@click.option("--font", "fonts", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Skrifttype (.ttf, .otf), gerne flere. Ellers dem, maskinen har.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Filen, der skrives. Ellers confusions-MODEL.tsv her.")  # fmt: skip
@click.option("--words", default=8000, show_default=True, type=click.IntRange(200, 1_000_000))
@click.option("--seed", default=1, show_default=True)
def learn(text: Path | None, model: str, fonts: tuple[Path, ...], output: Path | None, words: int, seed: int) -> None:
    """Lær en tabel for en anden maskine: dansk tekst trykkes, scannes skævt og snavset, og læses.

    TEXT er en dansk tekstfil; ellers bruges eksempelkommunens tekster.
    """
    usable = [font for font in fonts if misread.usable(font)] if fonts else misread.fonts_here()[:_FONTS]
    if not usable:
        raise click.ClickException("Der er ingen skrifttype med æ, ø og å. Nævn en fil med --font.")
    try:
        seen = _read(_text(text), usable, model, words, seed)
    except misread.NoModel as error:
        raise click.ClickException(str(error)) from error
    table = tables.learn(seen)
    target = output or Path(f"confusions-{model}.tsv")
    lost = sum(one.lower() != other.lower() and not one.isascii() for one, other in seen)
    click.echo(f"{len(seen)} ord læst i {len(usable)} skrifttyper; {lost} med æ, ø eller å blev læst forkert.")
    if {"æ", "ø", "å"} - {printed for printed, _, _ in table}:
        raise click.ClickException("Modellen læser for lidt forkert til at lære af. Giv flere ord med --words.")
    _put(target, _HEADER + f"# Tesseract {model}, {len(seen)} ord, {len(usable)} skrifttyper.\n" + tables.write(table))
    tables.load(target)
    click.echo(f"Tabellen ligger i {target}. Tag den i brug med `portal confusions use {target}`.")


def _text(given: Path | None) -> str:
    if given is None:
        return "\n".join(_sample())
    try:
        found = given.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{given} er ikke tekst i UTF-8.") from error
    if len(found.split()) < 20:
        raise click.ClickException(f"{given} er for kort til at lære af.")
    return found


def _sample() -> Iterator[str]:
    """Give the running text of the sample municipality that the benches do not read."""
    waiting: list[Any] = [tomllib.loads((_DEMO / name).read_text(encoding="utf-8")) for name in _TEXTS]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str) and " " in value:
            yield value.replace("{", " ").replace("}", " ")
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value


def _read(text: str, fonts: list[Path], model: str, words: int, seed: int) -> list[tuple[str, str]]:
    """Read pages until there are words enough."""
    seen: list[tuple[str, str]] = []
    ways = misread.scans(fonts, words // 20, seed)
    with tqdm(total=words, unit=" ord", desc="Læser", file=sys.stderr, dynamic_ncols=True) as bar:
        for page in misread.misreadings(text, ways, model, seed):
            seen += ((one, damage.with_letters(other)) for one, other in page[: words - len(seen)])
            bar.update(len(seen) - bar.n)
            if len(seen) >= words:
                break
    return seen


@confusions.command()
@click.argument("table", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--packaged", is_flag=True, help="Gå tilbage til den tabel, der følger med.")
def use(table: Path | None, packaged: bool) -> None:
    """Tag en tabel i brug i dette arkiv."""
    if (table is None) != packaged:
        raise click.UsageError("Nævn enten en tabel eller --packaged.")
    instance = Instance.open(read_language=False)
    target = instance.files.language / local.TABLE
    if table is None:
        target.unlink(missing_ok=True)
        click.echo("Den medfølgende tabel er i brug.")
    else:
        rows = tables.load(table)
        _put(target, table.read_text(encoding="utf-8"))
        click.echo(f"Tabellen med {len(rows)} forvekslinger er i brug.")
    if not (instance.generations.language() or "").endswith(local.use(instance.files.language).digest):
        click.echo(_READ_AGAIN)


def _put(path: Path, text: str) -> None:
    """Write a file, put in place whole by one rename."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
