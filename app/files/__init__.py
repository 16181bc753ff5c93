"""Files: pictures and documents on a post, made safe before anybody is served them."""
