"""Posts: an idea, a question, a call for help, a notice or a proposition, put before colleagues."""
