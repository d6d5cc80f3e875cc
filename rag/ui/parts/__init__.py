"""Parts of a page as HTML: each takes values and fills a template of templates/."""
