"""Reads the O*NET database and the tables of the Bureau of Labor Statistics. No other room imports this one."""
