"""The parts that pictures of a tree are made of: what is drawn, where it stands, and how it is painted."""
