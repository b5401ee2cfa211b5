"""Remarks on articles: from readers and from those to whom a draft is shown, and what the desk makes of them."""
