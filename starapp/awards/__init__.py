"""The decision: recommendation, approval, standstill, the award checklist and record."""
