"""Commands that find: search, analyse."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Any

import click
from sqlalchemy import select

from ingest import danish
from ingest.archive.files import Files
from ingest.archive.index import Facet, Filters, Sort
from ingest.archive.query import QueryProblem
from ingest.archive.search import Found, FoundPassage, SearchRequest
from ingest.archive.search import search as find
from ingest.danish import local
from portal import access
from portal.cli.output import json_option, opened, say
from portal.instance import Instance, named_folder
from portal.model import User

_EVERY_CLOSED = frozenset({"closed:*"})


@click.command()
@click.argument("query")
@json_option
@click.option("--as", "username", help="Søg som denne bruger, med det lukkede, brugeren må se.")
@click.option("--closed", is_flag=True, help="Søg også i alt lukket (kun for den, der har adgang til maskinen).")
@click.option("--kind", multiple=True)
@click.option("--committee", multiple=True)
@click.option("--decision", multiple=True, help="Kun punkter med denne beslutning: godkendt, afvist, udsat ...")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--no-synonyms", is_flag=True, help="Søg forkortelser, præcis som de er skrevet.")
@click.option("--no-widening", is_flag=True, help="Søg ikke efter ødelagte ord, når intet findes.")
@click.option("--limit", type=click.IntRange(0, 1000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
def search(query: str, as_json: bool, username: str | None, closed: bool, **how: Any) -> None:
    """Søg i arkivet."""
    instance = opened()
    request = SearchRequest(
        query=query,
        filters=Filters(
            kinds=frozenset(how["kind"]),
            committees=frozenset(how["committee"]),
            decisions=frozenset(how["decision"]),
            first=_day(how["first"]),
            last=_day(how["last"]),
        ),
        sort=_sort(how["sort"]),
        limit=how["limit"],
        offset=how["offset"],
        synonyms=not how["no_synonyms"],
        widen=not how["no_widening"],
    )
    audience = _EVERY_CLOSED if closed else _audience(instance, username)
    with instance.database.read() as session:
        try:
            found = find(session, instance.generations.index(), request, audience)
        except QueryProblem as problem:
            raise click.ClickException(problem.message) from problem
    if as_json:
        say(_answer(found))
    else:
        _show(found)


def _sort(value: Sort) -> Sort:
    return value


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _audience(instance: Instance, username: str | None) -> frozenset[str]:
    if username is None:
        return frozenset()
    with instance.database.read() as session:
        user = session.scalar(select(User).where(User.username == username))
        if user is None or not user.active:
            raise click.ClickException(f"Der er ingen bruger, der hedder {username}.")
        return access.audience(session, access.person_of(user))


def _answer(found: Found) -> dict[str, Any]:
    return {
        "query": found.query,
        "total": found.total,
        "took_ms": found.took_ms,
        "suggestion": found.suggestion,
        "hits": [_hit(hit) for hit in found.hits],
        "facets": {name: _counted(facet) for name, facet in found.facets.items()},
    }


def _hit(hit: FoundPassage) -> dict[str, Any]:
    plain = {
        name: getattr(hit, name)
        for name in (
            "document_id", "passage_id", "path", "title", "heading", "kind", "committee", "date", "case_number",
            "page", "score", "excerpt", "quality",
        )
    }  # fmt: skip
    return {**plain, "matched": [{"query": asked, "found": word} for asked, word in hit.matched]}


def _counted(facet: Facet) -> list[list[Any]]:
    return [[value, count] for value, count in sorted(facet.items(), key=lambda pair: (-pair[1], pair[0]))]


def _show(found: Found) -> None:
    click.echo(f"{found.total} fund i {found.documents} dokumenter ({found.took_ms:.0f} ms)")
    for note in found.notes:
        click.echo(note)
    for typed, added in found.expansions:
        click.echo(f"{typed} er også søgt som {added}.")
    for hit in found.hits:
        facts = [hit.kind, hit.committee, hit.date, hit.case_number, f"side {hit.page}"]
        click.echo(
            f"\n{hit.heading or hit.title or hit.name}\n  {' · '.join(str(f) for f in facts if f)}\n  {hit.path}"
        )
        for printed, word in hit.readings:
            click.echo(f"  “{printed}” er læst som {word}")


@click.command()
@json_option
@click.option("--damaged", is_flag=True, help="Behandl teksten som dårligt scannet.")
def analyse(as_json: bool, damaged: bool) -> None:
    """Vis, hvordan søgningen læser hvert ord i en tekst (på standard input)."""
    local.use(Files(named_folder()).language)
    text = danish.normalise(sys.stdin.buffer.read().decode("utf-8", errors="replace"))
    for token in danish.analyse(text, damaged=damaged):
        row = {
            "word": token.word,
            "start": token.start,
            "end": token.end,
            "text": token.text,
            "forms": list(token.forms),
            "lemma": token.lemma,
            "parts": list(token.parts),
            "repairs": [list(repair) for repair in token.repairs],
        }
        if as_json:
            say(row)
        else:
            click.echo(f"{token.word}\t{token.text}\t{token.lemma}\t{' '.join(token.forms)}")
