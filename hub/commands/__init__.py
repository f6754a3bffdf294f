"""The hub's commands: one module per subject, one function per command."""
