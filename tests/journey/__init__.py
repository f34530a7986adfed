"""The whole way of a plan in a real browser, as each role in turn."""
