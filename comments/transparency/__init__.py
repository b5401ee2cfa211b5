"""The transparency report: what was decided in a time, by whom and why, counted and told to everybody."""
