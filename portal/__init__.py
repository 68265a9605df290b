"""The web: people, hearings, responses and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.instance import Instance


def create_app(instance: Instance) -> Flask:
    """Make the application: settings, database, index, blueprints; nothing else.

    The command line imports this package too, so what only the web needs is imported here.

    Raises:
        portal.access.UnruledRoute: A route does not say who may use it.
        ingest.danish.LexiconMissing: No search can be answered.
    """
    from flask import Flask

    from ingest.danish import lexicon
    from portal import (
        access,
        accounts,
        context,
        cpr_guard,
        desk,
        documents,
        errors,
        health,
        hearings,
        help,
        links,
        parties,
        responses,
        search,
        security,
    )
    from portal.instance import ROOT

    lexicon.load()
    app = Flask("portal", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    security.protect(app, instance.settings)
    context.connect(app, instance)
    context.words_for_templates(app)
    errors.register(app)
    for task in (search, documents, hearings, responses, links, parties, desk, accounts, help, health):
        app.register_blueprint(task.bp)
    cpr_guard.guard(app)  # before login, which would keep the address to go back to
    access.enforce(app)  # before the form tokens: nobody's body is read before we know who asks
    context.guard_forms(app)
    return app
