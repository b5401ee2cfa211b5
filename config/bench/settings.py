"""The site's settings with nothing in it but an empty view, and on demand without middleware."""

from config.env import read_flag
from config.settings import *  # noqa: F403  # all settings but the ones below are the site's

ROOT_URLCONF = "config.bench.floors"
if read_flag("WITHOUT_MIDDLEWARE"):
    MIDDLEWARE = []
    # Some refuse to be installed without their middleware.
    INSTALLED_APPS = []
