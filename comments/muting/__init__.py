"""Readers who mute somebody for themselves: their list, and the stylesheet that folds what they will not read."""
