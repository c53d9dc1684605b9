"""How far an index depends on the choices behind it: designs, runs, rank intervals, sensitivity."""
