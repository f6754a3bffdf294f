"""Civic Kiosk: guided self-service for residents at a library or community hub."""

__version__ = "0.1.0"
