"""What residents see of the hub on their own phones: no script, no cookie, nothing personal."""
