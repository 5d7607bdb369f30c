"""The window: the only floor that knows Qt. What it needs of the program comes through ``desk`` and the ports."""
