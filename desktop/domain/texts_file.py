"""Canned responses as one TOML file that people can read, change and hand on.

    [[text]]
    key = "delivery-late"
    folder = "Consegna"

    [text.actions]
    tags = ["ritardo"]

    [text.body.it]
    title = "Ritardo di consegna"
    text = \"\"\"
    ...
    \"\"\"

A file that goes with a text stands in ``[[text.file]]`` with its content in base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.domain.promises import is_promise
from desktop.domain.texts import Actions, Attachment, Body, Text, is_key
from desktop.domain.ticket import Status, is_tag

LONGEST = 40 * 1024 * 1024
"""Characters of a file."""

_ACTIONS = ("status", "promise", "reason", "outcome")


class BadTexts(ValueError):
    """No file of texts; the message says where and why."""


def read(source: str) -> tuple[tuple[Text, ...], dict[str, bytes]]:
    """The texts, and their files by SHA-256. Raises BadTexts."""
    if len(source) > LONGEST:
        raise BadTexts(f"> {LONGEST}")
    try:
        tables = tomllib.loads(source).get("text", [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadTexts(str(error)[:200]) from error
    files: dict[str, bytes] = {}
    if not isinstance(tables, list) or not tables:
        raise BadTexts("[[text]] ?")
    found = [_text(table, files) for table in tables]
    keys = [text.key for text in found]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise BadTexts(f"key = {twice!r} ×2")
    return tuple(found), files


def written(texts: Sequence[Text], files: Mapping[str, bytes]) -> str:
    """``read`` gives the same back. Files that are not at hand are left out."""
    return "\n".join(line for text in texts for line in _lines(text, files)) + "\n"


def require(text: Text) -> Text:
    """The text, when it says nothing that means nothing. Raises BadTexts."""
    _must(is_key(text.key), f"key = {text.key!r}")
    _must(bool(text.bodies), f"{text.key}: body ?")
    for language, body in text.bodies.items():
        _must(language.isascii() and language.isalpha() and language.islower() and len(language) in (2, 3), language)
        _must(bool(body.title.strip()), f"{text.key}: {language}: title ?")
    actions = text.actions
    for tag in actions.tags:
        _must(is_tag(tag), f"{text.key}: tag {tag!r}")
    _must(actions.status in ("", *Status), f"{text.key}: status = {actions.status!r}")
    _must(not actions.promise or is_promise(actions.promise), f"{text.key}: promise = {actions.promise!r}")
    if text.valid_until:
        try:
            date.fromisoformat(text.valid_until)
        except ValueError as error:
            raise BadTexts(f"{text.key}: valid_until = {text.valid_until!r}") from error
    return text


def _text(table: Any, files: dict[str, bytes]) -> Text:
    _must(isinstance(table, dict), "[[text]] ?")
    key = _said(table, "key")
    bodies, actions = table.get("body", {}), table.get("actions", {})
    _must(isinstance(bodies, dict) and isinstance(actions, dict), f"{key}: body, actions ?")
    tags, attached = actions.get("tags", []), table.get("file", [])
    _must(isinstance(tags, list) and all(isinstance(tag, str) for tag in tags), f"{key}: tags ?")
    _must(isinstance(attached, list) and all(isinstance(one, dict) for one in attached), f"{key}: file ?")
    until = table.get("valid_until", "")
    return require(
        Text(
            key,
            {language: _body(key, body) for language, body in bodies.items()},
            _said(table, "folder"),
            Actions(tuple(tags), *(_said(actions, name) for name in _ACTIONS)),
            tuple(_file(key, one, files) for one in attached),
            until.isoformat() if isinstance(until, date) else _said(table, "valid_until"),
        )
    )


def _body(key: str, table: Any) -> Body:
    _must(isinstance(table, dict), f"{key}: body ?")
    return Body(_said(table, "title"), _said(table, "text").strip("\n"))


def _file(key: str, table: Mapping[str, Any], files: dict[str, bytes]) -> Attachment:
    try:
        content = base64.b64decode(_said(table, "content"), validate=False)
    except (binascii.Error, ValueError) as error:
        raise BadTexts(f"{key}: file: content ?") from error
    digest = hashlib.sha256(content).hexdigest()
    files[digest] = content
    return Attachment(_said(table, "filename"), _said(table, "content_type"), digest, len(content))


def _said(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name, "")
    _must(isinstance(value, str), f"{name} = {value!r}"[:100])
    return str(value)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BadTexts(otherwise)


def _lines(text: Text, files: Mapping[str, bytes]) -> Iterator[str]:
    yield "[[text]]"
    yield f"key = {_quoted(text.key)}"
    yield from _given((("folder", text.folder), ("valid_until", text.valid_until)))
    actions = text.actions
    if actions:
        yield "\n[text.actions]"
        if actions.tags:
            yield f"tags = [{', '.join(map(_quoted, actions.tags))}]"
        yield from _given((name, getattr(actions, name)) for name in _ACTIONS)
    for language, body in text.bodies.items():
        yield f"\n[text.body.{language}]"
        yield f"title = {_quoted(body.title)}"
        yield f"text = {_long(body.text)}"
    for file in text.attachments:
        if file.sha256 in files:
            content = base64.encodebytes(files[file.sha256]).decode()
            yield "\n[[text.file]]"
            yield f"filename = {_quoted(file.filename)}"
            yield f"content_type = {_quoted(file.content_type)}"
            yield f'content = """\n{content}"""'
    yield ""


def _given(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{name} = {_quoted(value)}" for name, value in pairs if value)


def _quoted(value: str) -> str:
    """JSON's strings are TOML's, but for one control that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _long(value: str) -> str:
    """Over several lines, as people write it."""
    lines = (_quoted(line)[1:-1].replace('\\"', '"').replace('""', '"\\"') for line in value.split("\n"))
    return '"""\n' + "\n".join(lines) + '\n"""'
