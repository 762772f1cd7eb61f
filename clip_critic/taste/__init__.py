"""A rater's taste, learned from choices: pure functions of the log of choices and the pictures' vectors."""
