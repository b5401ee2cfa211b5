"""Whether the discussions keep their laws: what follows from the facts, and what is kept otherwise."""
