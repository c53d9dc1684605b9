"""What templates of strategies need."""
