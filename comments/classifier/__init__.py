"""A classifier that learned from this site's own decisions; off until it is trained and a rule asks it.

`training.py` needs scikit-learn, which sites that train install besides; what was learned is a file of
words and numbers (`model.py`), and asking it needs nothing but that.
"""
