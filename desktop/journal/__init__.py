"""The team's shared log, sans-IO: entries, their codec, the fold, the rules of claims and grants.

The contract is ``WIRE.md`` beside this file. Nothing here reads a clock, a socket or a file: entries and the
server's dates come in as arguments, so the same log gives the same state on every workstation.
"""
