"""What every page for people without an account shares: the guard of its forms, and whose number a browser has proved."""
