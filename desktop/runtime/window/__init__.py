"""One profile's program while a window shows it: its lanes, what each does, and how they are put together."""
