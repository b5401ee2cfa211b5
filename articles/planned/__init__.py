"""Texts that are written already and appear at a moment to come: planning, settling, and what is due."""
