"""Searching articles: what is asked, the index that answers, and what a page of answers shows."""
