"""Economic complexity and relatedness of regions and sectors: what a place can do, and what lies near to it."""
