"""Reading: from the bytes of fact files to typed records."""
