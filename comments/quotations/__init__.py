"""Whose words a block quotation holds: how that is typed, found, and told."""
