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
    def open(cls, folder: Path | None = None) -> Instance:
        """Open (and on the first time make) the instance at `folder`, else at PORTAL_INSTANCE, else ./instance.

        Raises:
            SettingsError: A setting is wrong.
        """
        files = Files(folder or Path(os.environ.get("PORTAL_INSTANCE", "instance")))
        settings = load(files.config)
        files.prepare()
        if not settings.secret_key:
            settings = replace(settings, secret_key=_kept_secret(files.root / "secret_key"))
        url = settings.database_url or f"sqlite:///{files.database}"
        migrate(url)
        database = Database.open(url)
        return cls(settings, files, database, Generations(files, database))


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
