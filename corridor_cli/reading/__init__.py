"""The reader: from the bytes of fact files to typed records."""
