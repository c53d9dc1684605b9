"""A published case held against the open data: what it printed, what the figures give, and why they differ."""
