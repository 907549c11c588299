"""What people without an account do here: say something, confirm it, follow it, get a lost code again."""
