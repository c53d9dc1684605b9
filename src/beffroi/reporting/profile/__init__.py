"""The regional profile: what it holds, how it is composed from figures and analytics, and how it is written."""
