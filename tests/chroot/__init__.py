"""``make prove-deb``: what installer.linux builds, tried in a clean Debian. Needs root, which no test does."""
