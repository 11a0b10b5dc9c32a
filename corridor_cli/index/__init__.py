"""The index: from records to an open SQLite database that answers questions."""
