"""What a person has begun to type where no draft keeps it: a canned response, a note on a customer. Kept on this
workstation only, until it is saved or given up."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.domain.texts import Text
from desktop.ports.store.profile import Profile

_PREFIX = "jotted:"


class Jotted:
    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def all(self) -> dict[str, Any]:
        """JSON values, by what they are about."""
        return {key.removeprefix(_PREFIX): value for key, value in self._profile.items(_PREFIX).items()}

    def keep(self, about: str, value: Any) -> None:
        """None when nothing is left of it."""
        if value is None:
            self._profile.delete(_PREFIX + about)
        else:
            self._profile.put(_PREFIX + about, value)


def text_kept(text: Text, base: str, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """A canned response as a JSON value. ``base``: the entry of the version that was changed; ``contents`` of files by
    SHA-256, as far as they are not in the journal."""
    named = {file.sha256 for file in text.attachments}
    files = {one: base64.b64encode(contents[one]).decode() for one in named if one in contents}
    return {"text": msgspec.to_builtins(text), "base": base, "files": files}


def kept_text(value: Any) -> tuple[Text, str, dict[str, bytes]] | None:
    """What ``text_kept`` was given; None for what another version of the program has kept and this one cannot read."""
    try:
        text = msgspec.convert(value["text"], Text)
    except msgspec.ValidationError:
        return None
    return text, value["base"], {one: base64.b64decode(content) for one, content in value["files"].items()}
