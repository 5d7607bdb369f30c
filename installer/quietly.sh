#!/bin/sh
# As root: install Debian packages without starting the mail servers among them, and leave those switched
# off, for Debian starts a public server when such a package is installed. Servers that were there before
# are left as they were.
# usage: quietly.sh PACKAGE...
set -eu
policy=/usr/sbin/policy-rc.d
kept=$policy.before-sportello
export DEBIAN_FRONTEND=noninteractive

was_there() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

restore() {
    if grep -qs 'put here by Sportello' "$policy"; then rm -f "$policy"; fi
    if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}

hold_back_dovecot() {
    restore # what an interrupted run may have left
    if [ -e "$policy" ]; then mv "$policy" "$kept"; fi
    trap restore EXIT
    trap 'exit 1' HUP INT TERM
    cat > "$policy" <<POLICY
#!/bin/sh
# put here by Sportello's installer for the length of one installation
case "\$1" in dovecot*) exit 101 ;; esac
if [ -x $kept ]; then exec $kept "\$@"; fi
exit 0
POLICY
    chmod 755 "$policy"
}

if was_there dovecot-core; then switch_off=no; else switch_off=yes; hold_back_dovecot; fi
apt() { apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@"; }
said=$(apt update 2>&1) || echo "$said" # one broken source need not matter: the next step decides
if [ $# -gt 0 ]; then
    said=$(apt --no-install-recommends --no-remove install "$@" 2>&1) || { echo "$said"; exit 1; }
fi
if [ $switch_off = yes ] && was_there dovecot-core; then
    update-rc.d dovecot disable >/dev/null
    if command -v systemctl >/dev/null; then systemctl --quiet disable dovecot.service dovecot.socket; fi
    echo "Dovecot was installed for the tests alone and is switched off as a service of this machine."
fi
