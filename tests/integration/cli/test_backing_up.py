"""backup: to another computer of one person; nothing that is there is lost, nothing leaves by itself, no secret."""

from __future__ import annotations

import json
import time
from pathlib import Path

import time_machine

from desktop.runtime.compose import opened
from tests.integration.cli.shop import Office, Station, mail
from tests.peers.dovecot import PASSWORD


def _stop_a_reply(office: Office, station: Station) -> str:
    """A draft in the review: the customer has written since it was shown."""
    reference = office.ticket("Ordine fermo")
    shown = station.ok("show", reference)["shown"]
    office.customer_writes_again(reference)
    ran = station.reply(reference, "Arriva domani", "--shown", str(shown))
    assert ran.code == 3, ran
    return reference


def test_settings_and_drafts_move_to_another_computer(fresh: Office, tmp_path: Path) -> None:
    bruno = fresh.bruno
    reference = _stop_a_reply(fresh, bruno)
    bruno.ok("saved", "add", "Resi", "reso is:open")
    bruno.ok("signature", "--file", bruno.write("firma", "Bruno, al banco"))
    chosen = {"theme": "dark", "keys": {"reply": ["F5"]}}
    (bruno.profile / "preferences.json").write_text(json.dumps(chosen), encoding="utf-8")
    file = tmp_path / "bruno.json"
    told = bruno.ok("backup", str(file))
    assert (told["drafts"], told["settings"]) == (1, 2)
    assert PASSWORD not in file.read_text("utf-8")
    bruno.fails(2, "file-exists", "backup", str(file))
    other = fresh.shop.joined(fresh.anna, "Bruno")
    other.ok("sync", "--once")
    told = other.ok("backup", str(file), "--restore")
    assert (told["drafts"], told["settings"], told["passed_over"]) == (1, 2, 0)
    (item,) = other.review(reference)
    assert (item["kind"], item["text"], item["reason"]) == ("stopped", "Arriva domani", "from-backup")
    assert [one["name"] for one in other.ok("saved", "list")["searches"]] == ["Resi"]
    kept = json.loads((other.profile / "preferences.json").read_text("utf-8"))
    assert (kept["theme"], kept["keys"]) == ("dark", {"reply": ["F5"]})
    other.ok("settle", item["id"], "dismiss")
    told = other.ok("backup", str(file), "--restore")
    assert (told["drafts"], told["passed_over"]) == (0, 1)
    assert not other.review(reference), "what was decided since stays"


def test_of_an_erased_customer_comes_back_only_what_was_written_since(fresh: Office, tmp_path: Path) -> None:
    anna, bruno, files = fresh.anna, fresh.bruno, [tmp_path / "before.json", tmp_path / "after.json"]
    reference = _stop_a_reply(fresh, bruno)
    bruno.ok("backup", str(files[0]))
    anna.ok("sync", "--once")
    anna.ok("status", reference, "resolved")
    last = anna.ok("show", reference)["messages"][-1]["message_id"]
    anna.ok("customer", "erase", "carla@posta.example", "--yes")
    again = {"In_Reply_To": last, "References": last, "to": fresh.shop.address}
    fresh.shop.deliver(mail("Di nuovo", **again), age=-5)
    fresh.sync()
    shown = bruno.ok("show", reference)["shown"]
    fresh.shop.deliver(mail("Ancora", **again), age=-6)
    with time_machine.travel(time.time() + 5):
        assert bruno.reply(reference, "Eccomi", "--shown", str(shown)).code == 3
    bruno.ok("backup", str(files[1]))
    other = fresh.shop.joined(anna, "Bruno")
    other.ok("sync", "--once")
    told = [other.ok("backup", str(file), "--restore") for file in files]
    assert [(one["drafts"], one["passed_over"]) for one in told] == [(0, 1), (1, 0)]
    assert [item["text"] for item in other.review(reference)] == ["Eccomi"]


def test_what_is_no_back_up_of_this_team_is_refused(fresh: Office, tmp_path: Path) -> None:
    anna, file = fresh.anna, tmp_path / "anna.json"
    anna.ok("backup", str(file))
    whole = file.read_bytes()
    stranger = fresh.shop.another().found("Carlo")
    stranger.fails(2, "backup-of-another-team", "backup", str(file), "--restore")
    for content, code in (
        ("{}", "not-a-backup"),
        ("[" * 50_000, "not-a-backup"),
        ('{"sportello_backup": 1}', "not-a-backup"),
    ):
        file.write_text(content, encoding="utf-8")
        anna.fails(2, code, "backup", str(file), "--restore")
    file.write_bytes(whole.replace(b'"theme":"', b'"theme":"\xff'))
    anna.fails(2, "not-a-backup", "backup", str(file), "--restore")
    file.write_text('{"sportello_backup": 2, "program": "9.0", "drafts": 7}', encoding="utf-8")
    assert anna.fails(2, "newer-backup", "backup", str(file), "--restore")["program"] == "9.0"
    with opened(anna.profile, {**anna.surroundings()}) as profile:
        profile.guard.acquire()
        anna.fails(7, "profile-in-use", "backup", str(file), "--restore")
