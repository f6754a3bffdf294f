"""The kiosk's commands: one module each. Each has `run(arguments)`, returns the exit code and prints its result."""
