"""Beffroi: observe, pilot, monitor and evaluate the strategy of a European region in industrial transition."""

__version__ = "0.1.0"
