"""The audit of a composite index as a reader sees it: one page, and a tagged PDF."""
