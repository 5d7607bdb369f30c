"""``make prove-windows``: what installer.windows builds, tried under wine. Needs wine, which no test does."""
