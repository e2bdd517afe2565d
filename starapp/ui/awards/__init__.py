"""The award screen: standstill, checklist, letters."""
