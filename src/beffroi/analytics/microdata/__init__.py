"""From a file a firm to the table of regions and sectors: one job for two engines, and disclosure control."""
