"""The wiring with Qt: screens and signals, one file for each situation. Nothing here draws."""
