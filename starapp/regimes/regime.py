"""Which law a purchase follows, and where its rules stand."""

from enum import StrEnum


class Regime(StrEnum):
    """The legal regime of a purchasing system or of one competition; rules live in its own module."""

    PA2023 = "PA2023"
    PSR2023 = "PSR2023"
    PCR2015 = "PCR2015"
    BELOW_THRESHOLD = "below_threshold"

    @property
    def full_name(self) -> str:
        """The name as documents print it."""
        return {
            Regime.PA2023: "Procurement Act 2023",
            Regime.PSR2023: "Provider Selection Regime 2023",
            Regime.PCR2015: "Public Contracts Regulations 2015",
            Regime.BELOW_THRESHOLD: "Below threshold (Procurement Act 2023, Part 6)",
        }[self]
