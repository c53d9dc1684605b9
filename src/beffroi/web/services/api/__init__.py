"""Services on demand through the API."""
