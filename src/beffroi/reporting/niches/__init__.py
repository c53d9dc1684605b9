"""The diversification options of a region: from figures or a table of one's own to a chart and its numbers."""
