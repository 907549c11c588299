"""Same matter: candidates from an indexed table of telling runs, judged by the engine's cosine. Bounded at any size."""
