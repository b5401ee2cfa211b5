"""Figures drawn as SVG: plain functions from numbers to markup, which know nothing of comments."""
