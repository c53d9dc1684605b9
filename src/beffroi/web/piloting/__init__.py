"""Those who pilot a strategy: bodies, mandates, meetings, decisions, roadmap, risks, money, communication."""
