"""The logic of a strategy on paper: two trees as outlines and drawings, and what is done."""
