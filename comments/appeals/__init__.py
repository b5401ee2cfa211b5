"""Asking that somebody else looks again at a decision, and answering that."""
