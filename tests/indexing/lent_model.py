"""The embedding model, loaded once by the fork server of the crash tests: its children inherit it.

Nothing may compute here: a process that has started threads can't be forked.
"""

import torch

from rag.embedding import Embedder

torch.set_num_threads(1)
EMBEDDER = Embedder()
