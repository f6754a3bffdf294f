"""The council's receiving service."""
