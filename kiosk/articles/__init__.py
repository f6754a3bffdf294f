"""Articles: short answers in the words people use, as files of a council's pack (R5, R6)."""
