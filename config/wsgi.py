"""The WSGI application that the site's server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

# Imported here: it reads the settings, which are there only now.
from config.fastlane import FastLane  # noqa: E402

application = FastLane(django_application)
