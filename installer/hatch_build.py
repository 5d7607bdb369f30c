"""Hatchling's hook: a wheel holds the compiled words of the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own signature
        sys.path.insert(0, self.root)
        try:
            from installer.translations import compile_translations

            compile_translations(Path(self.root), Path(sys.executable).parent)
        finally:
            sys.path.remove(self.root)
