"""The command line: a contract that scripts, support and tests rely on (README, "The command line")."""
