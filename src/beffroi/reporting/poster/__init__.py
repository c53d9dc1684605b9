"""The poster of a service that is open to others: its model, and how it is drawn."""
