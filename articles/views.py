home = article = topic = tag = byline = picture = search = lambda request, **kw: None
