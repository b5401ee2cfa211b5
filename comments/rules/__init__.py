"""Rules: what the site looks for in comments, what becomes of those in which it is found, and how well that agrees
with what people decide.

`kinds.py` says what each kind looks for; `book.py` keeps the rules in force; `judging.py` holds a comment
against them; `recording.py` writes down what came of it.
"""
