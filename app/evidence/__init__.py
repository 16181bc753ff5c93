"""Evidence: photos and papers that show what was done about an item, sealed as they came."""
