"""What stands on the screen: one file per screen, named for the situation. Draws, emits, decides nothing."""
