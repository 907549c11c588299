"""What the hall shows of polls, and its pages: the member's device, the chair, the screen, the clerk's view of connections."""
