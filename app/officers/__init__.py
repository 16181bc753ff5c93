"""Officers: who they are, their rank, office and seat, and how they sign in."""
