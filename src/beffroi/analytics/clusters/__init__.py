"""Location quotients, cluster stars, typology of regions, sector schemes."""
