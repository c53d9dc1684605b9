"""What an indicator is, and how a value stands against country, EU and peers."""
