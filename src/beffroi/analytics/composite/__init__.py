"""Composite indices: a spec, one file a step, and the pipeline that runs them."""
