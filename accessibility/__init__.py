"""Display preferences, themes, fonts, controls, speech, keyboard and idle time."""
