"""Every write of the observatory, one file an area."""
