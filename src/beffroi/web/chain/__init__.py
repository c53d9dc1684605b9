"""The evidence chain: one graph of nodes, links and evidence; the slices above register their kinds and rules."""
