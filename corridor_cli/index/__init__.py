"""The index: an SQLite database made from the records of the fact files."""
