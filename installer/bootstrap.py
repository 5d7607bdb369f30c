"""``python3 -m installer.bootstrap VERB``: make the environment ready, then do the verb.

run    the demo shop in two windows; without a display the tour, played in them unseen
test   all checks, then all tests
prove  the tests again, with the proofs at full size
check  style, types, layers, dead code
bench  the measurements in tests/benchmarks, small; ``bench full corpora=FOLDER``: all of them
shots  pictures of the window in its states, into build/pictures or the folder named
bundle         the frozen program, in dist/sportello: runs on a machine without Python
deb            the package for Debian and its family, in dist
prove-deb      it, built and tried in a clean Debian 12: installed, used, upgraded, removed; pictures in build/prove-deb
windows        the set-up program and the managed package for Windows, into dist (installer/windows)
prove-windows  both, built and tried under wine: installed, used, upgraded, removed; pictures in build/prove-windows
lock   write the locked requirements anew (needs uv)

Further words are passed on (``test -k claims``). Every verb prepares what is missing first; when nothing is,
that takes a fraction of a second. Works as root, through sudo, or as a user on a machine that has the system
packages already, and with standard input closed. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.debian import Need

_VERBS = ("run", "test", "prove", "check", "bench", "shots", "bundle", "deb", "prove-deb", "windows", "prove-windows")
_OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """The verb's exit code; 1 when the machine could not be made ready, 2 for a word we do not know."""
    if sys.version_info < _OLDEST:
        return _with_newer_python(arguments)
    from installer.environment import CannotPrepare
    from installer.locks import write_locks

    _heal_standard_streams()
    verb, rest = (arguments[0] if arguments else ""), arguments[1:]
    if verb == "lock":
        return write_locks()
    if verb not in _VERBS:
        print(__doc__)
        return 2
    try:
        with _one_at_a_time():
            _prepare(verb)
        if verb in ("bundle", "deb"):
            return _package(verb)
        with _surroundings(verb) as env:
            return _perform(verb, rest, env)
    except CannotPrepare as problem:
        print(f"Sportello: {problem}", file=sys.stderr)
        return 1
    finally:
        _give_back()


def _with_newer_python(arguments: list[str]) -> int:
    for minor in range(_OLDEST[1], 20):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, "-m", "installer.bootstrap", *arguments])
    print("Sportello needs Python 3.11 or newer: install it as python3, or beside it as python3.11.")
    return 1


def _heal_standard_streams() -> None:
    """Closed standard streams are opened on the null device, so that no other file takes their number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _prepare(verb: str) -> None:
    from installer import debian, environment
    from installer.locks import ROOT
    from installer.translations import CannotTranslate, compile_translations

    with_tests = verb in ("test", "prove", "bench", "shots", "prove-deb", "prove-windows")
    ready = environment.venv_is_ready()
    debian.provide(([] if ready else debian.base_needs()) + (debian.test_needs() if with_tests else []))
    if verb == "run":
        _provide(debian.drawing_needs, debian.display_needs, lacking="windows cannot be shown")
    if verb == "bench":
        _provide(debian.bench_needs, lacking="some peers are left out")
    if not ready:
        environment.make_venv()
    try:
        compile_translations(ROOT, environment.python().parent)
    except CannotTranslate as problem:
        print(f"Sportello: the window will speak English only: {problem}", file=sys.stderr)
    if with_tests:
        debian.provide_courier()


def _package(verb: str) -> int:
    from installer.bundle import make_bundle

    make_bundle()
    if verb == "deb":
        from installer.environment import python
        from installer.locks import ROOT

        # The manual page is made of the program's own words.
        return subprocess.call([str(python()), "-c", "from installer.linux.deb import make_deb; make_deb()"], cwd=ROOT)
    return 0


def _provide(*needs: Callable[[], list[Need]], lacking: str) -> None:
    """What is no reason to stop when it is missing: without windows the demo plays on the terminal, or unseen."""
    from installer import debian
    from installer.environment import CannotPrepare

    for named in needs:
        try:
            debian.provide(named())
        except CannotPrepare as problem:
            print(f"Sportello: {lacking}: {problem}", file=sys.stderr)


def _perform(verb: str, rest: list[str], env: dict[str, str]) -> int:
    from installer.checks import run_checks
    from installer.environment import python
    from installer.scratch import scratch

    if verb == "run":
        return _call([str(python()), "-m", "desktop", "demo", *rest], env)
    if verb == "bench":
        return _call([str(python()), "-m", "tests.benchmarks", *rest], env)
    if verb in ("windows", "prove-windows"):
        built = _call([str(python()), "-m", "installer.windows", *rest], env)
        return built or (_call([str(python()), "-m", "tests.wine"], env) if verb == "prove-windows" else 0)
    if verb == "prove-deb":
        return _package("bundle") or _call([str(python()), "-m", "tests.chroot"], env)
    if verb == "shots":
        return _call([str(python()), "-m", "tests.ui.shots", *rest], env)
    failed = run_checks(env) if verb in ("check", "test") else 0
    if verb == "check":
        return failed
    pytest = [str(python()), "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q"]
    if verb == "prove":
        env["SPORTELLO_PROOF"] = "full"
        return _call([*pytest, "--timeout", "7200", *rest], env)
    with scratch(env):
        return _call([*pytest, *rest], env) or failed


def _call(command: list[str], env: dict[str, str]) -> int:
    """Run a command in the project's folder. A termination is passed on to it; the terminal's interrupt
    reaches it by itself."""
    from installer.locks import ROOT

    with subprocess.Popen(command, cwd=ROOT, env=env) as child:

        def pass_on(number: int, _frame: FrameType | None) -> None:
            child.send_signal(number)

        before = {
            signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
            signal.SIGTERM: signal.signal(signal.SIGTERM, pass_on),
        }
        code = child.wait()
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


@contextmanager
def _surroundings(verb: str) -> Iterator[dict[str, str]]:
    """The environment of what we start: an encoding, places to write, no desktop wallet that asks."""
    with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        if env.pop("PYTHONDONTWRITEBYTECODE", ""):
            # Hundreds of processes would compile the program hundreds of times.
            env["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        if verb != "run":
            env["QT_QPA_PLATFORM"] = "offscreen"
        if sys.platform == "linux":
            spoken = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C"
            if verb != "run" or spoken in ("C", "POSIX"):
                env["LC_ALL"] = "C.UTF-8"
            if not _is_private(Path(env.get("XDG_RUNTIME_DIR") or os.devnull)):
                env["XDG_RUNTIME_DIR"] = folder
        if not os.access(env.get("HOME", ""), os.W_OK):
            env["HOME"] = folder
        yield env


def _is_private(folder: Path) -> bool:
    """Whether this is a folder of ours that nobody else may look into."""
    try:
        found = folder.stat()
    except OSError:
        return False
    return sys.platform != "win32" and found.st_uid == os.geteuid() and found.st_mode & 0o77 == 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together do not build one environment over the other."""
    from installer.locks import ROOT

    if sys.platform == "win32":
        yield
    else:
        import fcntl

        handle = os.open(ROOT, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _give_back() -> None:
    """Under sudo, everything that root made in a user's checkout becomes the user's."""
    from installer.locks import ROOT

    user, group = os.environ.get("SUDO_UID"), os.environ.get("SUDO_GID")
    if sys.platform == "win32" or os.geteuid() != 0 or not user or not group or ROOT.stat().st_uid == 0:
        return
    for folder, folders, files in os.walk(ROOT):
        for name in (*folders, *files):
            path = Path(folder) / name
            with suppress(FileNotFoundError):
                if path.lstat().st_uid == 0:
                    os.chown(path, int(user), int(group), follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
