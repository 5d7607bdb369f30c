"""The rules for forms and marketplaces that come with the program."""

from __future__ import annotations

import tomllib
from functools import cache

from desktop.mime.forms import Rules, rules_of
from desktop.runtime.resources import resource


@cache
def shipped_rules() -> Rules:
    return rules_of(tomllib.loads(resource("rules", "forms.toml").read_text("utf-8")))
