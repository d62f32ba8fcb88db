"""Execute notebooks and write what comes out, with a manifest."""
