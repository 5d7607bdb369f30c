"""A shop to try the program on: its mail and its servers, on this machine and only while it runs."""
