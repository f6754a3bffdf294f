"""The durable queue, sealing, the wire format and sync. No Qt here."""
