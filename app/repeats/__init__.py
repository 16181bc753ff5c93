"""Problems that come again: what alike troubles were ended by, and the challenge made of them."""
