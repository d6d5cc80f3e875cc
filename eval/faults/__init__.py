"""What Footnote must survive: kills, endless use, damage, hostile input, attacks on the server."""
