"""Mail of the world, read: what raised, what was slow, what the trimming of replies lost, which bounces were known.

``python -m tests.benchmarks.bench_corpora FOLDER``: one folder a corpus in it. Each file is read here and, with its
deadline, in the parser's own child process; the worst times are the child's. Files named ``*.txt`` are reply bodies;
``expected_reply.json`` beside them tells what their authors wrote. Bounces are known by their folder's name.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.adapters.parsing.parser import ChildParser
from desktop.mime.mail import ParsedMail
from desktop.mime.quoting import first_words, new_text, stretches
from desktop.mime.reading import read_mail

_SLOW = 1.0
_DEADLINE = 10.0
_NO_MAIL = {".json", ".tokens", ".md", ".list", ".jpg", ".png", ".rtf", ".doc", ".tnef", ".dat", ".xml", ".license"}
_BOUNCES = ("lhost-", "rhost-", "rfc3464-")
"""How the bounces in a collection of bounces are named; what is beside them reports abuse or an absence."""


@dataclass
class Corpus:
    name: str
    files: int = 0
    raised: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    worst: float = 0.0
    differing: list[str] = field(default_factory=list)
    """Read otherwise in the child than here: killed, or not the same."""


@dataclass
class Bounces:
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def judge(self, name: str, is_bounce: bool, mail: ParsedMail) -> None:
        found = mail.automatic == "bounce"
        self.right += found and is_bounce
        if found and is_bounce:
            self.reasons[mail.why or "-"] += 1
        if found and not is_bounce:
            self.wrong.append(name)
        if is_bounce and not found:
            self.missed.append(f"{name} ({mail.automatic or 'person'})")


@dataclass
class Trimming:
    exact: int = 0
    loss: list[str] = field(default_factory=list)
    leak: list[str] = field(default_factory=list)
    of: int = 0

    def judge(self, name: str, expected: str, found: str) -> None:
        self.of += 1
        wanted, got = _lines(expected), _lines(found)
        self.exact += wanted == got
        if any(line not in got for line in wanted):
            self.loss.append(name)
        if any(line not in wanted for line in got):
            self.leak.append(name)


def main(folder: Path) -> None:
    parser = ChildParser(deadline=_DEADLINE)
    bounces, trimming, corpora = Bounces(), Trimming(), []
    try:
        for place in sorted(path for path in folder.iterdir() if path.is_dir()):
            corpora.append(_read(Corpus(place.name), place, parser, bounces))
            _trim(place, trimming)
    finally:
        parser.close()
    _print(corpora, bounces, trimming)


def _read(corpus: Corpus, place: Path, parser: ChildParser, bounces: Bounces) -> Corpus:
    for path in _mails(place):
        raw, name = path.read_bytes(), str(path.relative_to(place))
        corpus.files += 1
        try:
            here = read_mail(raw)
            "".join(one.text for one in stretches(here.text)), first_words(here.text)
        except Exception as error:  # noqa: BLE001 - what raises is what is counted
            corpus.raised.append(f"{name}: {error!r}")
            continue
        begun = time.perf_counter()
        there = parser.parse(raw).mail
        there = replace(there, page=there.page or parser.page(raw))
        took = time.perf_counter() - begun
        corpus.worst = max(corpus.worst, took)
        if took > _SLOW:
            corpus.slow.append(f"{name} {took:.2f} s")
        if there != here:
            corpus.differing.append(f"{name} {there.damage}")
        if _named_as_mail(path):
            bounces.judge(f"{corpus.name}/{name}", path.name.startswith(_BOUNCES), here)
    return corpus


def _named_as_mail(path: Path) -> bool:
    return path.suffix in (".eml", ".msg", "")


def _mails(place: Path) -> Iterator[Path]:
    for path in sorted(place.rglob("*")):
        if path.is_file() and path.suffix.lower() not in _NO_MAIL and "LICENSE" not in path.name.upper():
            yield path


def _trim(place: Path, trimming: Trimming) -> None:
    told = place / "expected_reply.json"
    if not told.exists():
        return
    bodies = {path.name: path for path in place.rglob("*.txt")}
    for name, expected in json.loads(told.read_text("utf-8")).items():
        if name in bodies:
            trimming.judge(f"{place.name}/{name}", expected, new_text(bodies[name].read_text("utf-8", "replace")))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _print(corpora: list[Corpus], bounces: Bounces, trimming: Trimming) -> None:
    print(f"{'corpus':30} {'files':>6} {'raised':>7} {'over 1 s':>9} {'worst ms':>9} {'child differs':>14}")
    for one in corpora:
        row = f"{one.name:30} {one.files:6} {len(one.raised):7} {len(one.slow):9} {one.worst * 1000:9.0f}"
        print(f"{row} {len(one.differing):14}")
    total = len(bounces.missed) + bounces.right
    print(f"\nbounces: {bounces.right} of {total} known, {len(bounces.wrong)} others taken for one; why: ", end="")
    print(", ".join(f"{name} {count}" for name, count in bounces.reasons.most_common()))
    print(f"trimming: of {trimming.of} exact {trimming.exact}, loss {len(trimming.loss)}, leak {len(trimming.leak)}")
    named = [(one.name, what) for one in corpora for what in (*one.raised, *one.slow, *one.differing)]
    named += [("missed", name) for name in bounces.missed] + [("taken for a bounce", name) for name in bounces.wrong]
    named += [("loss", name) for name in trimming.loss] + [("leak", name) for name in trimming.leak]
    for title, what in named:
        print(f"  {title}: {what}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        print("name the folder of the corpora: python -m tests.benchmarks.bench_corpora FOLDER")
