"""A sheet: findings one below the other, each with a sentence, charts and a table; as a page and as PDF."""
