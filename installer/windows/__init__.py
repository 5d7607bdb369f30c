"""What Windows gets: a folder that runs by itself, put into a set-up program and into a package for managed computers.

``python -m installer.windows`` builds both into ``dist``, on Linux. README.md in this folder says what is in them and
what has not been seen.
"""
