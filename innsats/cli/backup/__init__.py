"""Backups: taken while in use, sealed for somebody elsewhere, restored to be believed, and put back.

`taking` makes one, `restoring` puts one back, `checking` compares what came with what went, in a process of its own
that has the restored database and no other. `sqlite` and `postgresql` know the two kinds of database; `sealed` the
file, `shelf` the folder, `disposals` the keys that stay destroyed. `pieces` is what PostgreSQL calls for its own log.
"""
