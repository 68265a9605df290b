"""Commands about people and the sample municipality: user, demo."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from tqdm import tqdm

from ingest.archive.store import Place
from ingest.pipeline import Given, ingest_many
from portal import demo as sample
from portal.cli.output import opened
from portal.demo import hearings
from portal.demo.people import DEMO_USERS
from portal.instance import Instance
from portal.model import ClosedGrant, Role, User
from portal.passwords import hash_password, problem
from portal.workshop import workshop


@click.group()
def user() -> None:
    """Brugere."""


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="Personens navn.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.READER.value, show_default=True)
@click.option("--grant", "grants", multiple=True, help="Udvalg, hvis lukkede sager personen må se; * er alle.")
@click.option("--password-stdin", is_flag=True, help="Læs adgangskoden fra standard input.")
def add(username: str, name: str, role: str, grants: tuple[str, ...], password_stdin: bool) -> None:
    """Opret en bruger. Adgangskoden spørges der om."""
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Adgangskode", hide_input=True, confirmation_prompt="Gentag adgangskoden")
    )
    if wrong := problem(password, username):
        raise click.ClickException(wrong)
    with opened().database.write() as session:
        if session.scalar(select(User).where(User.username == username)):
            raise click.ClickException(f"Der er allerede en bruger, der hedder {username}.")
        session.add(_user(username, name, role, grants, password))
    click.echo(f"{name} kan nu logge ind som {username}.")


def _user(username: str, name: str, role: str, grants: tuple[str, ...], password: str) -> User:
    return User(
        username=username,
        name=name,
        role=role,
        password_hash=hash_password(password),
        grants=[ClosedGrant(committee=committee) for committee in grants],
    )


@click.command()
@click.option("--documents", default=96, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=1, show_default=True)
def demo(documents: int, seed: int) -> None:
    """Læg eksempelkommunens arkiv og brugere i."""
    instance = opened()
    load_sample(instance, documents, seed)
    show_sample_logins(instance)


def load_sample(instance: Instance, documents: int = 96, seed: int = 1) -> None:
    """Make the sample municipality's people, write its files, take them in, and hold its hearings."""
    folder = instance.files.sample
    paths = sample.build(folder, documents, seed)
    given = [Given(path, Place(str(path.relative_to(folder)))) for path in paths]
    bar: tqdm[Any] = tqdm(total=len(given), unit=" filer", desc="Indlæser", file=sys.stderr, dynamic_ncols=True)
    add_sample_people(instance, os.environ.get("PORTAL_DEMO_PASSWORD") or secrets.token_urlsafe(9))
    with bar, workshop(instance) as shop:
        ingest_many(shop, given, lambda _outcome: _tick(bar))
        hearings.load(instance, shop)


def _tick(bar: tqdm[Any]) -> None:
    bar.update()


def add_sample_people(instance: Instance, password: str) -> None:
    """Make the sample municipality's people, or give them this password; it is kept, so that it can be shown again."""
    with instance.database.write() as session:
        for username, name, role, grants in DEMO_USERS:
            old = session.scalar(select(User).where(User.username == username))
            if old is None:
                session.add(_user(username, name, role, tuple(grants), password))
            else:
                old.password_hash = hash_password(password)
    note = _password_note(instance)
    note.touch(mode=0o600)
    note.write_text(password, encoding="utf-8")


def _password_note(instance: Instance) -> Path:
    return instance.files.root / "sample_password"


def show_sample_logins(instance: Instance) -> None:
    """Print the logins of the sample municipality, if it is here."""
    note = _password_note(instance)
    if note.exists():
        names = ", ".join(username for username, *_ in DEMO_USERS)
        click.echo(f"Log ind som {names} med adgangskoden {note.read_text(encoding='utf-8')}")
