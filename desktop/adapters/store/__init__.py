"""The profile's database: one SQLite file behind the store ports. No row and no model leaves this package.

peewee keeps the connection, nests transactions and gives one family of errors. Statements are written as SQL and
rows become the ports' frozen values at once: a model in between would be bound to one database for the whole
process, and cost three times as much on the replay's path.
"""
