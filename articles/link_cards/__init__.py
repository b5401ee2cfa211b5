"""Link cards: what stands behind a link that a text gives a paragraph of its own, shown with it."""
