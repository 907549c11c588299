"""What everybody reads: articles, columns, lectures to come, what was taken down, answers to criticism."""
