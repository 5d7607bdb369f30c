"""The use cases: journal sync, intake, sending, duty, set-up and queries. No Qt and no vendor library."""
