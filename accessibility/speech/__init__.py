"""Reading aloud: words to say, a process that says them, and a player that can be cut off."""
