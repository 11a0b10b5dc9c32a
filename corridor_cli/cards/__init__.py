"""Cards: what `show` draws for people, a screen for each record, source or country."""
