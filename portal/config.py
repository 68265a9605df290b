"""Settings: one dataclass, read from instance/config.toml and PORTAL_* variables (which win)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from portal.addresses import is_mail


class SettingsError(Exception):
    """A setting is wrong; the message is one Danish line that names it and says what it must be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `docs/operations.md` lists each; a test compares the two.

    Attributes:
        municipality: Name in the page head and in mails.
        database_url: SQLAlchemy URL; "" means the SQLite file in the instance folder.
        secret_key: Signs sessions and links; "" means one is made and kept in the instance folder.
        base_url: Public address, for links in mails and secure cookies; "" on a private machine.
        behind_proxy: How many trusted proxies stand in front (X-Forwarded-*).
        max_file_mb: Largest file that is read, in MiB.
        max_pages: Most pages of one document.
        file_seconds: Longest processor time for reading one file, five times that by the clock; OCR has `page_seconds`.
        page_seconds: The same for OCR of one page; for drawing one that somebody waits for, by the clock.
        memory_mb: Most memory of one reading process, in MiB.
        workers: Reading processes; 0 means one per core.
        session_hours: A login lasts so long without use.
        contact: Who helps: shown on the help page and in the accessibility statement.
        smtp_host: The mail server; "" means that no mail is sent, and personal links are handed out.
        smtp_port: Its port: 587 usually, 465 with `tls`, 25 of a server in the house.
        smtp_user: Login at the mail server; "" for none.
        smtp_password: Its password.
        smtp_tls: `none`, `starttls` (begin plain, then encrypt) or `tls` (encrypted from the first byte).
        mail_from: Sender of all mail.
    """

    municipality: str = "Ådal Kommune"
    database_url: str = ""
    secret_key: str = ""
    base_url: str = ""
    behind_proxy: int = 0
    max_file_mb: int = 200
    max_pages: int = 5000
    file_seconds: int = 120
    page_seconds: int = 60
    memory_mb: int = 2048
    workers: int = 0
    session_hours: int = 10
    contact: str = "arkiv@aadal.example"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_tls: str = "starttls"
    mail_from: str = "hoering@aadal.example"


_POSITIVE = ("max_file_mb", "max_pages", "file_seconds", "page_seconds", "memory_mb", "session_hours", "smtp_port")
_CHOICES = {"smtp_tls": ("none", "starttls", "tls")}


def _checked(name: str, value: Any, kind: type) -> Any:
    if kind is int and isinstance(value, str):
        if not value.strip().lstrip("-").isdigit():
            raise SettingsError(f"Indstillingen `{name}` skal være et helt tal, men er {value!r}.")
        value = int(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        wanted = "et helt tal" if kind is int else "en tekst"
        raise SettingsError(f"Indstillingen `{name}` skal være {wanted}, men er {value!r}.")
    if isinstance(value, int) and value < (1 if name in _POSITIVE else 0):
        raise SettingsError(f"Indstillingen `{name}` er for lille: {value}.")
    if value not in _CHOICES.get(name, (value,)):
        raise SettingsError(f"Indstillingen `{name}` skal være {' eller '.join(_CHOICES[name])}, men er {value!r}.")
    if name == "mail_from" and not is_mail(str(value)):
        raise SettingsError(f"Indstillingen `{name}` skal være én mailadresse, men er {value!r}.")
    return value


def load(config: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a missing file means the defaults.

    Raises:
        SettingsError: The file is not TOML, or a name or value is not known.
    """
    known = {f.name: {"str": str, "int": int}[str(f.type)] for f in fields(Settings)}
    given: dict[str, Any] = {}
    if config.exists():
        try:
            given = tomllib.loads(config.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{config} kan ikke læses som TOML: {error}") from error
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise SettingsError(f"{config} har ukendte indstillinger: {', '.join(unknown)}.")
    given |= {name: environ[f"PORTAL_{name.upper()}"] for name in known if f"PORTAL_{name.upper()}" in environ}
    return Settings(**{name: _checked(name, value, known[name]) for name, value in given.items()})
