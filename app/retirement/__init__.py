"""Who leaves the service stays as an adviser: reads, answers, offers help, and decides nothing."""
