"""The web server: one event loop a process takes requests and answers kept pages; Django answers all others in threads."""
