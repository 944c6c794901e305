"""What the server calls for the floor's pages, with whatever settings are named."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
