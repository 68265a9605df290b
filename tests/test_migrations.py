"""The migrations lead to the tables as the program has them, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from portal.instance import ROOT


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = f"sqlite:///{tmp_path / 'portal.sqlite'}"
    return config


def test_the_newest_migration_is_what_the_program_has(config: Config):
    command.upgrade(config, "head")
    command.check(config)


def test_every_step_can_be_taken_back(config: Config):
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    engine = create_engine(config.attributes["url"])
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()
    command.upgrade(config, "head")
