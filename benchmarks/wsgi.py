"""What the server calls for the floor's pages, with whatever settings are named."""

from django.core.wsgi import get_wsgi_application

from config.turns import in_turns

# As Django comes: threads make pages side by side.
threaded = get_wsgi_application()
# As ours, so that a page stands beside a page and not beside threads in each other's way.
application = in_turns(threaded)
