"""The cross-encoder: a small trained network over a question or claim and a text.

network.py        the network, and texts as its tensors
cross_encoder.py  what it says of a pair
weights.py        load the weights that ship with Footnote, write trained ones
"""
