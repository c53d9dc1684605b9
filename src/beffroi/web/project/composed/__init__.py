"""Pages made of what several slices know: the co-manager's Monday and the adviser's page."""
