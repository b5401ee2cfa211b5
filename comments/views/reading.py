comment_on_article = reply = edit = deletion = report = decision = queue = overlay = comment = lambda request, **kw: (
    None
)
