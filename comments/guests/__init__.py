"""People who comment without an account: remembered by their browser, confirmed by a mailed link."""
