"""Feeds of discussions, of branches and of the replies to one person."""
