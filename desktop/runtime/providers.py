"""The providers that come with the program."""

from __future__ import annotations

import tomllib

from desktop.domain.providers import Provider, providers_of
from desktop.runtime.resources import resource


def shipped_providers() -> tuple[Provider, ...]:
    return providers_of(tomllib.loads(resource("providers.toml").read_text("utf-8")))
