"""Pages of piloting."""
