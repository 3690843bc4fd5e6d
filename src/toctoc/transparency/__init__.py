"""The public figures of justice, small numbers protected (D12, D16, X4)."""
