"""One case: its records, the grammar of time statements, and reading, editing and keeping its folder."""
