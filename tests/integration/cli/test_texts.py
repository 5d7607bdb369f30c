"""texts, classify, promise: what a script does with canned responses, and the sentences of what does not fit."""

from __future__ import annotations

from tests.integration.cli.shop import Office


def test_a_set_is_brought_in_shown_taken_out_and_brought_in_again(fresh: Office) -> None:
    assert fresh.anna.ok("texts", "list")["texts"] == []
    count = fresh.anna.ok("texts", "import", "--starter")["imported"]
    assert count >= 20
    assert fresh.bruno.json("texts", "import", "--starter").document["error"] == "leads-only"
    assert len(fresh.bruno.ok("texts", "list")["texts"]) == count, "he has read the log for that"
    reference = fresh.ticket("Ordine", text="Buongiorno, il mio ordine n. 4711 non arriva. Grazie")
    shown = fresh.anna.ok("texts", "show", "consegna-nuova-data", "--ticket", reference)
    assert (shown["language"], shown["gaps"]) == ("it", ["nuova data"])
    assert shown["text"].startswith("Gentile Carla,")
    assert "ordine 4711" in shown["text"]
    out = fresh.anna.profile.parent / "out.toml"
    assert fresh.anna.ok("texts", "export", "--out", str(out))["count"] == count
    assert fresh.anna.ok("texts", "import", str(out))["imported"] == 0
    fresh.anna.ok("texts", "remove", "grazie")
    assert fresh.anna.ok("texts", "import", str(out))["imported"] == 1
    assert fresh.anna.json("texts", "show", "nothing").document["error"] == "no-such-text"
    wrong = fresh.anna.json("texts", "import", fresh.anna.write("wrong.toml", "[[text]]\nkey = 'A'"))
    assert wrong.document["error"] == "bad-texts-file"


def test_reason_outcome_and_promise_of_a_ticket(office: Office) -> None:
    reference = office.ticket("Promessa")
    refused = office.anna.json("classify", reference, "--reason", "weather")
    assert refused.document["error"] == "no-such-reason"
    assert "delivery/late" in refused.document["remedy"]
    said = office.anna.ok("classify", reference, "--reason", "delivery/late", "--outcome", "Informed")
    assert (said["reason"], said["outcome"]) == ("delivery/late", "informed")
    assert office.anna.ok("promise", reference, "1d 12:00")["promise"]["kept"] is None
    promised = [row["reference"] for row in office.anna.ok("tickets", "--place", "promises")["tickets"]]
    assert reference in promised
    office.anna.replies(reference, "Eccoci.")
    assert office.anna.ok("show", reference)["promise"]["kept"] is True
    assert office.anna.ok("promise", reference, "none")["promise"]["kept"] is True, "what was kept stays"
    assert office.anna.json("promise", reference, "soon").document["error"] == "bad-moment"
