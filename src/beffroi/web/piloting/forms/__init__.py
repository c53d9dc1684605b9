"""Forms of piloting."""
