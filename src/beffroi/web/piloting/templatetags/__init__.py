"""Tags of piloting."""
