"""The desk: what waits for a human, and in what order."""
