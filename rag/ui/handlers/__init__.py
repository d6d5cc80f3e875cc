"""What the pages ask of the server besides answers: an article, a verdict, suggestions."""
