"""The uncertainty of a composite index as a reader sees it."""
