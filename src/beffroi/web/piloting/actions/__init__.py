"""Every write of piloting."""
