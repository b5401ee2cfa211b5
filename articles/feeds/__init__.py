"""Feeds: what is new, as Atom (RFC 4287) and RSS 2.0, with how often it was answered (RFC 4685)."""
