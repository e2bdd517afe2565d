"""Evaluation models: criteria tree, weights, scales, minimums, price formulas, tie-break and rounding rules."""
