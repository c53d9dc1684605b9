"""Forms of services on demand."""
