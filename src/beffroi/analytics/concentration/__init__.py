"""How specialised regions are and how concentrated sectors: measures of uneven distribution and of change."""
