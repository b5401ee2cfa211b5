"""The site's own settings in an environment of the tests', which never touches the site's data."""

import os
import tempfile
from datetime import timedelta

os.environ.setdefault("SECRET_KEY", "only-for-the-tests-of-this-project")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="parley-tests-")
os.environ["DEMO"] = "yes"
# The tests about guests let them in.
os.environ["DISCUSSION_ALLOWS_GUESTS"] = "no"
# The tests about link cards show them, and no other asks other sites.
os.environ["LINK_CARDS"] = "no"

from config.settings import *  # noqa: F403  # the environment comes first, and all settings count

# Cheap password hashes, mail in memory, tasks at once, static files as they lie.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "tests.tasks.PromptBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The cast says a lot in a short time; the guards' own tests set limits of theirs.
COMMENT_RATES = COMMENT_RATES_OF_NETWORK = [(1_000, timedelta(minutes=1))]
# No compression pass over every answer: the page's weight has a test of its own.
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405  # the site's own
    # A file, as on a real site: the server that a browser asks has a connection for each of its threads.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
    # Nothing in it is worth waiting for the disk.
    _options = DATABASES["default"]["OPTIONS"]  # noqa: F405
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
