"""Strategies and their versions: context analysis, problems, objectives, interventions, priorities, niches."""
