"""Made-up discussions of any size, for measuring and for trying things out."""
