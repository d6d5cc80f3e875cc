"""From a question to the chunks that may answer it.

ranking.py           z-scores, fusion, ties
late_interaction.py  token vectors against token vectors
hybrid.py            two searches, one fusion, one reranking, the cross-encoder over the best
searcher.py          all of it for a request, within one deadline
"""
