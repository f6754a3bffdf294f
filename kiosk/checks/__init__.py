"""What `kiosk check` asks of one journey: one module for each thing it looks at."""
