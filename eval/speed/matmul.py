"""How much of what this machine can do in matrix products the embedding model gets out of it."""

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.models.embedding import Embedder

SIDE, TRIES = 4_096, 10


def peak_flops(side: int = SIDE) -> float:
    """Return the floating point operations a second of a square matrix product, the best of ten.

    It computes in bfloat16 where the CPU is fast in it and in float32 elsewhere, as the embedding
    model does.

    Args:
        side: rows and columns of the matrices.
    """
    import torch

    from rag.models.text_models import fast_bfloat16

    dtype = torch.bfloat16 if fast_bfloat16() else torch.float32
    left, right = torch.randn(2, side, side).to(dtype)
    seconds = []
    for _ in range(TRIES):
        started = perf_counter()
        torch.mm(left, right)
        seconds.append(perf_counter() - started)
    return 2 * side**3 / min(seconds)


def encoding_flops(embedder: "Embedder", texts: Sequence[str]) -> float:
    """Return the floating point operations that the vectors of some texts need.

    A token of a text of n tokens needs 2 * W + 4 * L * d * n: W the weights of the encoder's linear
    maps, L its layers, d their width; the second term is attention. It is the forward third of the
    count in appendix B of "PaLM" (Chowdhery et al., 2022). Padding, normalisation and softmax count
    nothing, so they lower the share of the peak.
    """
    import torch

    model: Any = embedder.network
    linear = [module for module in model.layers.modules() if isinstance(module, torch.nn.Linear)]
    weights = sum(module.weight.numel() for module in linear)
    attention = 4 * len(model.layers) * model.width
    counts = [
        min(count + 2, embedder.max_tokens) for count in embedder.count_tokens(texts)
    ]  # 2: [CLS] and [SEP]
    return float(sum(count * (2 * weights + attention * count) for count in counts))


def share_of_peak(
    embedder: "Embedder", texts: Sequence[str], peak: float, runs: int
) -> list[float]:
    """Return the share, 0..1, of `peak` operations a second that embedding reaches, by run."""
    needed = encoding_flops(embedder, texts)
    embedder.encode(texts[:128])
    shares = []
    for _ in range(runs):
        started = perf_counter()
        embedder.encode(texts)
        shares.append(needed / (perf_counter() - started) / peak)
    return shares
