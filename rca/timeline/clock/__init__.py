"""Clocks that were off: what is stated of them, and what matched events say."""
