"""How well, and how fast, the same story is found twice."""
