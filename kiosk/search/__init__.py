"""Finds journeys and articles by the words people use (R5): synonyms, spelling, and an index in memory."""
