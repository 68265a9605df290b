"""What the commands share: JSON as promised (UTF-8, not escaped), and the instance they work on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from portal.instance import Instance

json_option: Callable[[Any], Any] = click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")


def say(value: Any) -> None:
    """Print one JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def opened() -> Instance:
    """Open the instance that PORTAL_INSTANCE names."""
    return Instance.open()
