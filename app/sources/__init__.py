"""Where a citizen's trouble came from: a link, a paper, a hearing; seen when, brought by whom."""
