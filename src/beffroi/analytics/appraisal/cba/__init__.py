"""Costs and benefits over years: a financial and an economic account, apart."""
