"""The site: Django slices over the analytics library, one folder a slice."""
