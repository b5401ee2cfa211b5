"""Notices of illegal content, from anybody: their form, their receipt and case page, and what is decided on them."""
