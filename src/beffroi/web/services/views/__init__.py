"""Pages of services on demand."""
