"""LightGBM, loaded over the one OpenMP runtime of the process. Everything here takes it from this module, when needed:
its import takes time, and without PyTorch's runtime it fails where the system has none."""

from graph.openmp import load_openmp

load_openmp()

from lightgbm import Booster, Dataset, train  # noqa: E402

__all__ = ["Booster", "Dataset", "train"]
