"""What every task shares and no task owns: the instance, the reading session, forms' tokens, the rate limiter."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from ingest.archive.database import tune
from portal import words
from portal.instance import ROOT, Instance

# As many connections as waitress has threads, so that no request waits for another's.
READERS = 32

db = SQLAlchemy(engine_options={"pool_size": READERS})
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)
htmx = Htmx()


def instance() -> Instance:
    """Give the instance this application serves."""
    return cast(Instance, current_app.extensions["instance"])


def address_of(endpoint: str, **values: Any) -> str:
    """Give the whole address of a page, for what leaves the browser: files, citations, mails."""
    base = instance().settings.base_url.rstrip("/")
    return base + url_for(endpoint, **values) if base else url_for(endpoint, _external=True, **values)


def connect(app: Flask, instance: Instance) -> None:
    """Tie the application to its instance: settings, folders, and a reading session for each request.

    Writing goes through `instance().database.write()`: short transactions of their own.
    """
    app.extensions["instance"] = instance
    app.config["SQLALCHEMY_ENGINES"] = {"default": instance.database.engine.url}
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    # The extension also closes asynchronous sessions after each request, in a thread and an event loop begun for that
    # (2 ms). There are none here.
    app.teardown_appcontext_funcs[:] = (done for done in app.teardown_appcontext_funcs if not iscoroutinefunction(done))
    htmx.init_app(app)


def guard_forms(app: Flask) -> None:
    """Ask every form for its token, and count wrong guesses."""
    csrf.init_app(app)
    limiter.init_app(app)


def words_for_templates(app: Flask) -> None:
    """Give templates their filters and the few values every page shows."""
    app.jinja_env.filters |= words.FILTERS
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)
    app.url_defaults(_version_static)


def _shared() -> dict[str, Any]:
    return {"settings": instance().settings, "version": version(), "swapped": bool(getattr(request, "htmx", False))}


def _version_static(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values and "v" not in values:
        values["v"] = _fingerprint(Path(current_app.static_folder or "") / values["filename"])


@lru_cache(maxsize=256)
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"


@lru_cache(maxsize=1)
def version() -> str:
    """Give the version in pyproject.toml: shown in the footer."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("version"))
