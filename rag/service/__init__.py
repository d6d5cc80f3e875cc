"""Servers over a chatbot."""
