"""The one bridge from database rows to the plain facts that pages and the domain work with."""
