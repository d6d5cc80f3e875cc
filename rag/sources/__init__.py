"""Where articles come from: files found and read, one small module a format, injections told."""
