"""The tree in the languages of other tools: out, and back where a language can hold all of it."""
