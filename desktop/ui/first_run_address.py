"""Step one of a team's beginning: the address of its mailbox, and the servers that were found for it. What was found is
shown with the way by which it was found, and may be changed; what was not is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.providers import Server
from desktop.engine.discovery import Proposal, Way
from desktop.mime.addresses import strict_addr_spec
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field, missing
from desktop.ui.views.servers import ServerFields
from desktop.ui.views.widgets import button, card, column, label, restyle, row


class AddressForm(QWidget):
    entered = Signal()
    """Enter, in the address."""
    turned = Signal()
    """Whether the servers are known has changed."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.address = Field(self.tr("Address"), hint="info@shop.example")
        self.address.edit.returnPressed.connect(self.entered)
        self.address.changed.connect(self._another)
        self.servers = ServerFields()
        self.proposal: Proposal | None = None
        self._by_hand = False
        """Whether the person wants no looking."""
        self._dot = label("●", kind="dot-mine")
        self._found = label(kind="strong", wraps=True)
        self._way = label(wraps=True)
        self._where = label(wraps=True, selectable=True)
        self._notes = label(wraps=True, selectable=True)
        self.change = button(self.tr("Change …"), self._unfold)
        self.again = button(self.tr("Look again"), self._look_again)
        self._result = QFrame()
        head = row(self._dot, self._found)
        head.setStretch(1, 1)
        column(
            self._result,
            head,
            self._where,
            self._notes,
            self._way,
            row(self.change, self.again, None),
            margins=2 * STEP,
        )
        self._box = card(self.tr("Its servers"), self.servers)
        self._manual = button(self.tr("Type the servers myself"), self.by_hand, kind="link")
        column(
            self,
            card(
                self.tr("The shared mailbox"),
                self.address,
                label(
                    self.tr(
                        "The one that customers write to. Its servers are looked for by what stands behind the @; "
                        "nobody is told the address, and no password is needed yet."
                    ),
                    kind="small",
                    wraps=True,
                ),
            ),
            self._result,
            self._box,
            row(self._manual, None),
            margins=0,
            spacing=2 * STEP,
        ).addStretch(1)
        self._result.hide()
        self._box.hide()

    @property
    def first(self) -> Field:
        return self.address

    @property
    def known(self) -> bool:
        """Whether there is nothing to look for any more: what was not found is typed."""
        return self._by_hand or self.proposal is not None

    @property
    def text(self) -> str:
        """What was found, in words."""
        shown = (self._found, self._where, self._notes, self._way)
        return "\n".join(one.text() for one in shown) if not self._result.isHidden() else ""

    def wanted_address(self) -> str:
        """Empty when it is none; then the field says so."""
        address = strict_addr_spec(self.address.text)
        if address is None:
            self.address.complain(self.tr("This is not a mail address."))
            self.address.edit.setFocus()
            return ""
        return address.lower()

    def wanted(self) -> tuple[str, dict[str, str | int]] | None:
        """Address and settings. None when something is missing: the fields say what."""
        address = self.wanted_address()
        if not address:
            return None
        wrong = self.servers.wrong()
        if self._own_name:
            wrong += missing(self.servers.user)
        if wrong:
            self._unfold()
            wrong[0].edit.setFocus()
            return None
        return address, self.servers.settings(address)

    def show_proposal(self, proposal: Proposal) -> None:
        """Unless the address has become another meanwhile."""
        if proposal.address != (strict_addr_spec(self.address.text) or "").lower():
            return
        self.proposal = proposal
        restyle(self._result, f"banner-{self._colour}")
        restyle(self._dot, f"dot-{self._colour}")
        self._way.setText(self._way_of(proposal))
        self._notes.setText("\n".join(self._remarks()))
        self._notes.setVisible(bool(self._notes.text()))
        if proposal.imap is not None and proposal.smtp is not None:
            self.servers.show_servers(proposal.imap, proposal.smtp, proposal.user)
            self._say_found(proposal.imap, proposal.smtp)
        else:
            self._found.setText(self.tr("Its servers were not found"))
            if proposal.way is Way.NO_NETWORK:
                self.servers.guess(proposal.address)
        self.servers.say_user(own=self._own_name)
        self._where.setVisible(proposal.imap is not None)
        self._way.show()
        self.change.setVisible(proposal.imap is not None and not self._own_name)
        self.again.setVisible(proposal.imap is None)
        self._result.show()
        self._manual.hide()
        if proposal.imap is None or self._own_name:
            self._unfold()
            (self.servers.user if self._own_name else self.servers.imap).edit.setFocus()
        self.turned.emit()

    def by_hand(self) -> None:
        self._by_hand = True
        self.servers.guess(self.address.text)
        self._unfold()
        self.turned.emit()

    def point_at(self, code: str, what: str) -> None:
        """The focus to what an error is about: ``host`` or ``security``."""
        self._unfold()
        self.servers.point_at(code, what)

    def note(self) -> str:
        """What has to be known of the password."""
        provider = self.proposal.provider if self.proposal is not None else None
        return provider.notes.get(self._language, "") if provider is not None else ""

    @property
    def sign_in(self) -> str:
        """Whose page opens the mailbox, as far as is known; empty for a password."""
        provider = self.proposal.provider if self.proposal is not None else None
        return provider.sign_in if provider is not None else ""

    def _unfold(self) -> None:
        """The servers, to be typed or changed."""
        self._box.show()
        self._manual.hide()
        self.change.hide()
        self.servers.imap.edit.setFocus()

    @property
    def _own_name(self) -> bool:
        """Whether only a person knows by which name the mailbox is opened."""
        return self.proposal is not None and self.proposal.imap is not None and not self.proposal.user

    @property
    def _colour(self) -> str:
        proposal = self.proposal
        doubtful = proposal is None or proposal.imap is None or proposal.elsewhere
        refused = proposal is not None and proposal.provider is not None and proposal.provider.password == "refused"
        return "held" if doubtful or refused else "mine"

    def _say_found(self, imap: Server, smtp: Server) -> None:
        assert self.proposal is not None
        provider = self.proposal.provider
        self._found.setText(self.tr("Found: %1").replace("%1", provider.name if provider is not None else imap.host))
        user = self.proposal.user
        lines = [
            self.tr("Mail is read at %1, port %2, encrypted.").replace("%1", imap.host).replace("%2", str(imap.port)),
            self.tr("Mail leaves by %1, port %2, encrypted.").replace("%1", smtp.host).replace("%2", str(smtp.port)),
            self.tr("It signs in as %1.").replace("%1", user) if user else "",
        ]
        self._where.setText("\n".join(filter(None, lines)))

    def _remarks(self) -> list[str]:
        proposal = self.proposal
        assert proposal is not None
        provider = proposal.provider
        said = [self.note()]
        if provider is not None and provider.connections:
            most = self.tr("It allows %1 connections at once.")
            said.append(most.replace("%1", str(provider.connections)))
        if provider is not None and provider.certified:
            said.append(
                self.tr(
                    "This is registered mail (PEC): its receipts come from the provider and are not customers; "
                    "ordinary mail from customers may not get in."
                )
            )
        if proposal.elsewhere:
            said.append(
                self.tr(
                    "These servers lie outside your domain. Go on only if this is the provider that you know: it will "
                    "be given the password."
                )
            )
        return [one for one in said if one]

    def _look_again(self) -> None:
        self._another()
        self.entered.emit()

    def _another(self) -> None:
        """The address is another now. What was typed for servers stays, unless others are found."""
        if self.proposal is not None:
            self.proposal = None
            self._result.hide()
            self._box.setVisible(self._by_hand)
            self._manual.setVisible(not self._by_hand)
            self.turned.emit()

    def _way_of(self, proposal: Proposal) -> str:
        domain = proposal.address.rpartition("@")[2]
        said = {
            Way.TABLE: self.tr("By the list of providers that comes with Sportello."),
            Way.EXCHANGERS: self.tr("By the server that takes mail for %1, which is this provider's."),
            Way.AUTOCONFIG: self.tr("By what %1 itself says to mail programs (autoconfig)."),
            Way.SERVICES: self.tr("By what %1 says in the DNS (SRV)."),
            Way.GUESS: self.tr("By their usual names at %1: both servers answer there, under valid certificates."),
            Way.NOTHING: self.tr(
                "Neither the list of providers nor %1 itself says where its mail is, and no server answers under the "
                "usual names. Type them: the provider's help pages have them, often under IMAP settings."
            ),
            Way.NO_NETWORK: self.tr(
                "Nobody could be asked: this computer has no network now, or a proxy keeps the way. Connect it and "
                "look again, or type the servers."
            ),
        }
        return said[proposal.way].replace("%1", domain)
