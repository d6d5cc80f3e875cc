"""What a question asks for, by rules: in its conversation, in parts, as a summary or a timeline."""
