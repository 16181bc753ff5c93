"""`make bench`: the budgets, measured on this machine beside a limit of the same run."""
