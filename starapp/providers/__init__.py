"""The register of providers: lots, areas, status, identifiers, insurance, CQC rating."""
