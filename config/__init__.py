"""The top floor: settings, root addresses, the start of the server."""
