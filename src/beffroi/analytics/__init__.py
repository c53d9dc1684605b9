"""The analytics library: pure, typed functions on plain tables. No network, no hidden files."""
