"""An invoice as a reader gets it: on paper with a payment code, and as the file that another firm's books read."""
