"""Alembic's environment: one database, URL from the caller (portal.instance.migrate)."""

from alembic import context
from sqlalchemy import create_engine

import portal.model  # noqa: F401 - its tables join the metadata
from ingest.archive import cpr_table, item_corrections, page_corrections, synonym_groups  # noqa: F401 - theirs too
from ingest.archive.database import tune
from ingest.archive.model import Base

url = context.config.attributes["url"]
with tune(create_engine(url)).connect() as connection:
    context.configure(
        connection=connection.execution_options(write=True),
        target_metadata=Base.metadata,
        render_as_batch=True,
        user_module_prefix="model.",
    )
    with context.begin_transaction():
        context.run_migrations()
