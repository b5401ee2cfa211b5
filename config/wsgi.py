"""The WSGI application that the site's server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

# Imported here: it reads the settings, which are there only now.
from config.fastlane import FastLane  # noqa: E402

application = FastLane(django_application)

# What the site consists of stays as long as the process does, and a page makes thousands of rows and pieces
# that go by themselves: looking through all that for rings of dead things, again and again, found none and
# cost a tenth of a long page. What is here now is left out, and of what comes more is awaited.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
