"""A module for each version of the database: the statements that bring the version before to it. What has been
shipped never changes."""
