"""What a graph remembers so that a change costs what has changed: one SQLite file (`database.py`)."""
