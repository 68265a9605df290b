"""One installation: its settings, its folder, its database and its index. The command line and the web both open it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

from ingest.archive.database import Database
from ingest.archive.files import Files
from ingest.archive.generations import Generations
from ingest.danish import LexiconMissing, lexicon, local
from portal.config import Settings, load

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Instance:
    """What stands in one instance folder, opened."""

    settings: Settings
    files: Files
    database: Database
    generations: Generations

    @classmethod
    def open(cls, folder: Path | None = None, *, read_language: bool = True) -> Instance:
        """Open (and on the first time make) the instance at `folder`, else at PORTAL_INSTANCE, else ./instance.

        Args:
            folder: Of the instance.
            read_language: False for what mends the lexicon and the archive's own words and table.

        Raises:
            SettingsError: A setting is wrong.
            LexiconMissing, ConfusionsBroken: The lexicon, or the archive's own words or table, cannot be used.
        """
        files = Files(folder or named_folder())
        settings = load(files.config)
        files.prepare()
        if not settings.secret_key:
            settings = replace(settings, secret_key=_kept_secret(files.root / "secret_key"))
        url = settings.database_url or f"sqlite:///{files.database}"
        migrate(url)
        database = Database.open(url)
        generations = Generations(files, database)
        if read_language:
            _read_language(files, generations)
        return cls(settings, files, database, generations)


def named_folder() -> Path:
    """Give the folder that PORTAL_INSTANCE names, else ./instance."""
    return Path(os.environ.get("PORTAL_INSTANCE", "instance"))


def _read_language(files: Files, generations: Generations) -> None:
    """Load what words are read with, and miss own words that the index was made with."""
    lexicon.load()
    language = local.use(files.language)
    if local.OWN in (generations.language() or "") and local.OWN not in language.digest:
        raise LexiconMissing("mangler", "Arkivets egen ordbog")


def _kept_secret(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        secret = secrets.token_urlsafe(48)
        out.write(secret)
    return secret


def migrate(url: str) -> None:
    """Bring the database to the newest migration; does nothing when it is there."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, "head")
