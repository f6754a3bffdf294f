"""The demonstration: a hub of its own, fresh keys, and hands that touch the real screens where nobody is there."""
