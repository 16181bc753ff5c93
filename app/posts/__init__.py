"""Posts: ideas, questions, calls for help, notices, propositions, citizens' issues, challenges."""
