"""What templates of the observatory may call."""
