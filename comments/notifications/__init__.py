"""Telling people what concerns them: by an inbox on the site."""
