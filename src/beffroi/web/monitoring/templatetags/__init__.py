"""Tags of the templates of monitoring."""
