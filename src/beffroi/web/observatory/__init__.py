"""Regional profiles, cluster maps, the index, figures, own series, pinned evidence."""
