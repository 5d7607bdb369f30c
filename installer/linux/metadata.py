"""What a Linux desktop is told of the program: its entry in the menu, its kinds of file, its page among programs."""

from __future__ import annotations

from datetime import UTC, datetime

from installer.locks import ROOT
from installer.product import APP_ID, HOMEPAGE, NAME, PUBLISHER, TEAM_FILE_ENDING, TEAM_FILE_TYPE, TITLE, version

DESKTOP_FILE = ROOT / "resources" / "icons" / "sportello.desktop"

_MIME = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{type}">
    <comment>Sportello team file</comment>
    <comment xml:lang="it">File della squadra di Sportello</comment>
    <sub-class-of type="application/json"/>
    <generic-icon name="{name}"/>
    <glob pattern="*{ending}"/>
  </mime-type>
</mime-info>
"""

_METAINFO = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{id}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>Apache-2.0</project_license>
  <name>{title}</name>
  <developer_name>{publisher}</developer_name>
  <summary>Answer shared mailboxes as a team</summary>
  <summary xml:lang="it">Rispondere in squadra alle caselle condivise</summary>
  <description>
    <p>
      An inbox for customer-care teams on the mailboxes that a shop already has, with no server of its own. Two
      colleagues never answer the same mail, nothing that was typed is lost, and who waits for what is seen at a glance.
    </p>
    <p xml:lang="it">
      Una posta per chi assiste i clienti, sulle caselle che il negozio ha già, senza un server proprio. Due colleghi
      non rispondono mai alla stessa mail, niente di quanto è scritto va perso, e chi aspetta che cosa si vede subito.
    </p>
  </description>
  <categories>
    <category>Office</category>
  </categories>
  <launchable type="desktop-id">{name}.desktop</launchable>
  <url type="homepage">{homepage}</url>
  <icon type="stock">{name}</icon>
  <provides>
    <binary>{name}</binary>
    <mediatype>{type}</mediatype>
    <mediatype>x-scheme-handler/mailto</mediatype>
  </provides>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="{version}" date="{date}"/>
  </releases>
</component>
"""


def desktop_entry() -> str:
    """The program's own, which also takes what is clicked."""
    return DESKTOP_FILE.read_text(encoding="utf-8")


def mime_package() -> str:
    return _MIME.format(type=TEAM_FILE_TYPE, name=NAME, ending=TEAM_FILE_ENDING)


def metainfo(moment: int) -> str:
    date = datetime.fromtimestamp(moment, UTC).date().isoformat()
    return _METAINFO.format(
        id=APP_ID,
        title=TITLE,
        publisher=PUBLISHER,
        name=NAME,
        homepage=HOMEPAGE,
        type=TEAM_FILE_TYPE,
        version=version(),
        date=date,
    )
