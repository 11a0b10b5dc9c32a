"""The model: kinds of fact, answers, amounts, dates, names, errors: no file and no database."""
