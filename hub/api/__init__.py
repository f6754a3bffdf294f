"""What kiosks ask of the hub over HTTP: one module per situation."""
