"""Kinds of fact, answers, amounts, dates, names and errors; no files and no database."""
