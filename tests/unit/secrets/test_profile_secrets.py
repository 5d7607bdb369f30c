"""Passwords and signing keys: the order of places, the seal, a changed password, and no keyring."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend

from desktop.adapters.secrets.profile import ProfileSecrets, variable_of
from desktop.adapters.secrets.wallet import Wallet
from desktop.domain.errors import SportelloError
from desktop.ports.secrets import Typed
from tests.fakes.wallet import LockedWallet, MemoryWallet

FAIL = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
SEED = bytes(range(32))
ANNA = "anna@shop.example"


class HangingKeyring(MemoryWallet):
    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return super().get_password(service, username)


class BrokenKeyring(MemoryWallet):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(f"no bus for {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"no bus for {service} {username} {password}")


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """keyring loads a backend by its module's name."""
    monkeypatch.setitem(sys.modules, "memory_keyring", sys.modules[__name__])


def backend(kind: type[KeyringBackend]) -> dict[str, str]:
    return {"PYTHON_KEYRING_BACKEND": f"memory_keyring.{kind.__name__}"}


def code_of(call: Any) -> str:
    with pytest.raises(SportelloError) as refused:
        call()
    return refused.value.code


def test_the_variable_of_an_address() -> None:
    assert variable_of("Info+a@my-shop.è.it") == "SPORTELLO_PASSWORD_INFO_A_MY_SHOP___IT"


def test_the_order_of_places(tmp_path: Path) -> None:
    address = "order@shop.example"
    kept = backend(MemoryWallet)
    assert ProfileSecrets(tmp_path, kept).remember(address, "kept") is True
    general = {**kept, "SPORTELLO_PASSWORD": "general"}
    own = {**general, variable_of(address): "own"}
    assert ProfileSecrets(tmp_path, own).password(address) == "own"
    assert ProfileSecrets(tmp_path, general).password(address) == "general"
    assert ProfileSecrets(tmp_path, {**kept, "SPORTELLO_PASSWORD": ""}).password(address) == "kept"
    assert list(tmp_path.iterdir()) == []


def test_no_password_names_the_address_and_the_variable(tmp_path: Path) -> None:
    with pytest.raises(SportelloError) as refused:
        ProfileSecrets(tmp_path, FAIL).password(ANNA)
    assert refused.value.code == "no-password"
    assert refused.value.facts == {"address": ANNA, "variable": "SPORTELLO_PASSWORD_ANNA_SHOP_EXAMPLE"}


@pytest.mark.parametrize("name", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_a_keyring_that_keeps_nothing_is_none(tmp_path: Path, name: str) -> None:
    secrets = ProfileSecrets(tmp_path, {"PYTHON_KEYRING_BACKEND": name})
    assert secrets.remember(ANNA, "x") is False
    assert code_of(lambda: secrets.store_signing_key("k", SEED)) == "no-sealing-password"


def test_a_broken_keyring_is_none(tmp_path: Path) -> None:
    secrets = ProfileSecrets(tmp_path, backend(BrokenKeyring))
    assert secrets.remember(ANNA, "x") is False
    assert code_of(lambda: secrets.password(ANNA)) == "no-password"


def test_a_locked_or_hanging_wallet_is_a_sentence(tmp_path: Path) -> None:
    assert code_of(lambda: ProfileSecrets(tmp_path, backend(LockedWallet)).password(ANNA)) == "password-locked"
    hanging = Wallet(backend(HangingKeyring)["PYTHON_KEYRING_BACKEND"], seconds=0.2)
    secrets = ProfileSecrets(tmp_path, {}, wallet=hanging)
    assert code_of(lambda: secrets.password(ANNA)) == "password-locked"
    assert code_of(lambda: secrets.store_signing_key("k", SEED)) == "keyring-locked"


def test_a_secret_too_long_for_windows_is_refused_everywhere(tmp_path: Path) -> None:
    secrets = ProfileSecrets(tmp_path, backend(MemoryWallet))
    assert secrets.remember("long@shop.example", "x" * 1280) is True
    assert code_of(lambda: secrets.remember("long@shop.example", "x" * 1281)) == "password-too-long"


def test_with_a_keyring_the_key_never_touches_the_profile(tmp_path: Path) -> None:
    secrets = ProfileSecrets(tmp_path, {**backend(MemoryWallet), "SPORTELLO_PASSWORD": "x"})
    secrets.store_signing_key("in-keyring", SEED)
    assert secrets.signing_key("in-keyring") == SEED
    assert list(tmp_path.iterdir()) == []


def test_a_key_put_into_the_keyring_replaces_the_sealed_one(tmp_path: Path) -> None:
    password = {"SPORTELLO_PASSWORD": "x"}
    ProfileSecrets(tmp_path, {**FAIL, **password}).store_signing_key("moved", bytes(32))
    secrets = ProfileSecrets(tmp_path, {**backend(MemoryWallet), **password})
    secrets.store_signing_key("moved", SEED)
    assert secrets.signing_key("moved") == SEED
    assert list(tmp_path.iterdir()) == []


def test_without_a_keyring_the_key_is_sealed(tmp_path: Path) -> None:
    environ = {**FAIL, "SPORTELLO_PASSWORD": "pässword"}
    ProfileSecrets(tmp_path, environ).store_signing_key("ws-1", SEED)
    (sealed,) = tmp_path.iterdir()
    raw = sealed.read_bytes()
    assert sealed.name == "ws-1.sealed"
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert SEED not in raw
    assert SEED.hex().encode() not in raw
    assert "pässword".encode() not in raw
    assert ProfileSecrets(tmp_path, environ).signing_key("ws-1") == SEED
    ProfileSecrets(tmp_path, environ).store_signing_key("ws-1", SEED)
    assert json.loads(sealed.read_bytes())["salt"] != json.loads(raw)["salt"]


def test_a_changed_password_loses_nothing(tmp_path: Path) -> None:
    old, new = {**FAIL, "SPORTELLO_PASSWORD": "old"}, {**FAIL, "SPORTELLO_PASSWORD": "new"}
    ProfileSecrets(tmp_path, old).store_signing_key("ws", SEED)
    before = (tmp_path / "ws.sealed").read_bytes()
    wrong_old = {**new, "SPORTELLO_OLD_PASSWORD": "older"}
    for environ in (new, wrong_old):
        assert code_of(lambda e=environ: ProfileSecrets(tmp_path, e).signing_key("ws")) == "signing-key-sealed"
    assert (tmp_path / "ws.sealed").read_bytes() == before
    both = {**new, "SPORTELLO_OLD_PASSWORD": "old"}
    assert ProfileSecrets(tmp_path, both).signing_key("ws") == SEED
    assert ProfileSecrets(tmp_path, new).signing_key("ws") == SEED
    assert code_of(lambda: ProfileSecrets(tmp_path, old).signing_key("ws")) == "signing-key-sealed"


def test_a_key_that_is_nowhere(tmp_path: Path) -> None:
    assert code_of(lambda: ProfileSecrets(tmp_path, FAIL).signing_key("ws")) == "no-signing-key"


def test_a_sealed_key_without_the_variable(tmp_path: Path) -> None:
    ProfileSecrets(tmp_path, {**FAIL, "SPORTELLO_PASSWORD": "x"}).store_signing_key("ws", SEED)
    assert code_of(lambda: ProfileSecrets(tmp_path, FAIL).signing_key("ws")) == "no-sealing-password"


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:0],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:0] + b"[]",
        lambda raw: json.dumps({**json.loads(raw), "memory": 1 << 60}).encode(),
        lambda raw: json.dumps({**json.loads(raw), "passes": 0}).encode(),
        lambda raw: json.dumps({**json.loads(raw), "box": "AAAA"}).encode(),
        lambda raw: json.dumps({**json.loads(raw), "salt": "?"}).encode(),
    ],
)
def test_a_damaged_seal_is_a_sentence(tmp_path: Path, change: Any) -> None:
    secrets = ProfileSecrets(tmp_path, {**FAIL, "SPORTELLO_PASSWORD": "x"})
    secrets.store_signing_key("ws", SEED)
    sealed = tmp_path / "ws.sealed"
    sealed.write_bytes(change(sealed.read_bytes()))
    assert code_of(lambda: secrets.signing_key("ws")) == "signing-key-damaged"


def test_a_damaged_keyring_entry_is_a_sentence(tmp_path: Path) -> None:
    environ = backend(MemoryWallet)
    assert Wallet(environ["PYTHON_KEYRING_BACKEND"]).put("signing key odd", "xyz")
    assert code_of(lambda: ProfileSecrets(tmp_path, environ).signing_key("odd")) == "signing-key-damaged"


def test_a_profile_that_cannot_be_written_leaves_no_scraps(tmp_path: Path) -> None:
    (tmp_path / "ws.sealed").mkdir()
    secrets = ProfileSecrets(tmp_path, {**FAIL, "SPORTELLO_PASSWORD": "x"})
    assert code_of(lambda: secrets.store_signing_key("ws", SEED)) == "signing-key-not-kept"
    assert [found.name for found in tmp_path.iterdir()] == ["ws.sealed"]


@pytest.mark.parametrize("name", ["../ws", "a/b", "journal:key", "a+/=", "..", "C:\\x", "x" * 100])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    secrets = ProfileSecrets(tmp_path, {**FAIL, "SPORTELLO_PASSWORD": "x"})
    secrets.store_signing_key(name, SEED)
    assert secrets.signing_key(name) == SEED
    (sealed,) = tmp_path.iterdir()
    assert not set(sealed.name) & set('\\/:*?"<>|')


def test_keyring_is_not_imported_while_the_environment_answers(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from desktop.adapters.secrets.profile import ProfileSecrets\n"
        "ProfileSecrets(Path(sys.argv[1]), {'SPORTELLO_PASSWORD': 'x'}).password('a@b')\n"
        "raise SystemExit('keyring' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == 0


def test_without_a_keyring_the_typed_passphrase_seals_key_and_password(tmp_path: Path) -> None:
    typing = ProfileSecrets(tmp_path, FAIL, typed=Typed("quattro lampade"))
    typing.store_signing_key("ws", SEED)
    assert typing.remember(ANNA, "posta") is True
    assert b"posta" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    again = ProfileSecrets(tmp_path, FAIL, typed=Typed("quattro lampade"))
    assert (again.signing_key("ws"), again.password(ANNA)) == (SEED, "posta")
    other = ProfileSecrets(tmp_path, FAIL, typed=Typed("un'altra"))
    assert code_of(lambda: other.signing_key("ws")) == "signing-key-sealed"
    assert code_of(lambda: other.password(ANNA)) == "no-password"


def test_what_is_typed_now_goes_before_what_was_sealed(tmp_path: Path) -> None:
    typed = Typed("quattro lampade")
    secrets = ProfileSecrets(tmp_path, FAIL, typed=typed)
    secrets.remember(ANNA, "vecchia")
    secrets.hold(ANNA, "nuova")
    assert ProfileSecrets(tmp_path, FAIL, typed=typed).password(ANNA) == "nuova"
