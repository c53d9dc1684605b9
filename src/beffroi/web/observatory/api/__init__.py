"""The observatory's part of the API: the same queries as the pages."""
