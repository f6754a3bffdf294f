"""What the writing commands do, here or, while `kiosk run` is open, in its process by way of a local socket."""
