"""Template tags of services on demand."""
