"""PyTorch Geometric, imported quietly: its own import uses a deprecated part of torch and would warn our users."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from torch_geometric.data import HeteroData
    from torch_geometric.nn import GATConv, HeteroConv, LightGCN, SAGEConv, to_hetero

__all__ = ["GATConv", "HeteroConv", "HeteroData", "LightGCN", "SAGEConv", "to_hetero"]
