"""What a page costs: `make bench` measures the site's processes and holds them against the budgets."""
