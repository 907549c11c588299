"""The reception desk that goes on without a net: a page that keeps what was typed, encrypted, and sends it later, once."""
