"""People, organisations, clusters and their members, scoped roles."""
