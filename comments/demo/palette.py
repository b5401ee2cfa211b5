"""The colours of the demonstration's pictures: the site's own, and kin of theirs."""

PAPER, SAND, STONE = "#f4f1e9", "#e6dcc6", "#d2c8b1"
INK, NIGHT, SLATE, MIST = "#1d1b18", "#1f2f3a", "#3d5560", "#9db2b3"
RED, RUST, OCHRE = "#9b2d1f", "#c4573f", "#dba44b"
LEAF, MOSS = "#2c5e3f", "#6f8f5c"
