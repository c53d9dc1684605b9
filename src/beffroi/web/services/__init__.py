"""Services on demand: what a cluster opens to others, at which price, who takes part, and what came of it."""
