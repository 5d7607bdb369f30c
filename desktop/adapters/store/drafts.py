"""Drafts as JSON, their files beside them so that a change of state does not write the files again; a file's content
stands with all others, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.contents import SqliteContents
from desktop.ports.store.drafts import Draft, DraftFile

_decode = msgspec.json.Decoder(Draft).decode


class _Place(msgspec.Struct):
    """Where a draft belongs; its text is passed over."""

    ticket: str


_decode_place = msgspec.json.Decoder(_Place).decode


class SqliteDrafts:
    def __init__(self, connection: Connection, contents: SqliteContents) -> None:
        self._connection = connection
        self._contents = contents

    def put(self, draft: Draft) -> None:
        body = msgspec.json.encode(replace(draft, files=()))
        changed = self._files(draft.id) != draft.files
        kept = [self._contents.put(file.content) for file in draft.files] if changed else []
        with self._connection.transaction():
            self._connection.run(
                "INSERT INTO drafts (id, state, created, draft) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET state = excluded.state, created = excluded.created, draft = excluded.draft",
                (draft.id, draft.state, draft.created, body),
            )
            if changed:
                self._connection.run("DELETE FROM draft_files WHERE draft = ?", (draft.id,))
                self._connection.many(
                    "INSERT INTO draft_files (draft, place, filename, content_type, content, kept, cid)"
                    " VALUES (?, ?, ?, ?, x'', ?, ?)",
                    [
                        (draft.id, place, file.filename, file.content_type, row, file.cid)
                        for place, (file, row) in enumerate(zip(draft.files, kept, strict=True))
                    ],
                )

    def get(self, draft: str) -> Draft | None:
        row = self._connection.one("SELECT draft FROM drafts WHERE id = ?", (draft,))
        return None if row is None else self._draft(row[0])

    def move(self, draft: str, out_of: tuple[str, ...], to: str) -> Draft | None:
        with self._connection.transaction():
            known = self.get(draft)
            if known is None or known.state not in out_of:
                return None
            moved = replace(known, state=to)
            self.put(moved)
        return moved

    def in_state(self, *states: str) -> Sequence[Draft]:
        rows = self._connection.rows(
            "SELECT draft FROM drafts WHERE state IN (SELECT value FROM json_each(?)) ORDER BY created, row",
            (msgspec.json.encode(states).decode(),),
        )
        return [self._draft(row[0]) for row in rows]

    def written_on(self) -> frozenset[str]:
        rows = self._connection.rows("SELECT draft FROM drafts WHERE state = 'writing'")
        return frozenset(_decode_place(row[0]).ticket for row in rows)

    def _draft(self, body: bytes) -> Draft:
        draft = _decode(body)
        return replace(draft, files=self._files(draft.id))

    def _files(self, draft: str) -> tuple[DraftFile, ...]:
        rows = self._connection.rows(
            "SELECT filename, content_type, content, kept, cid FROM draft_files WHERE draft = ? ORDER BY place",
            (draft,),
        )
        return tuple(
            DraftFile(name, kind, content if kept is None else self._contents.read(kept), cid)
            for name, kind, content, kept, cid in rows
        )
