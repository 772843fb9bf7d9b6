"""What is delivered every period, about all jeugdigen at once."""

from domain.codes.coded import Coded, in_dutch


class PeriodicDelivery(Coded):
    """Periodieke levering: a kind of deadline of a provider or of the region (`domain.due_deliveries`)."""

    IGJ_OVERVIEW = "igj-overview"
    IGJ_ANALYSIS = "igj-analysis"
    CBS_RECORDS = "cbs-records"
    NZA_QUARTER = "nza-quarter"
    NZA_CONTRACTS = "nza-contracts"

    @property
    def months(self) -> int:
        """How long the period is that it is about: a calendar year, half-year or quarter."""
        return _MONTHS[self]

    @property
    def is_of_the_region(self) -> bool:
        """Delivered by the jeugdregio, and by no provider."""
        return self is PeriodicDelivery.NZA_CONTRACTS


_MONTHS = {
    PeriodicDelivery.IGJ_OVERVIEW: 6,
    PeriodicDelivery.IGJ_ANALYSIS: 12,
    PeriodicDelivery.CBS_RECORDS: 6,
    PeriodicDelivery.NZA_QUARTER: 3,
    PeriodicDelivery.NZA_CONTRACTS: 12,
}

in_dutch(
    {
        "PeriodicDelivery.IGJ_OVERVIEW": "overzicht van maatregelen en verlof voor de inspectie",
        "PeriodicDelivery.IGJ_ANALYSIS": "analyse van maatregelen voor de inspectie",
        "PeriodicDelivery.CBS_RECORDS": "beleidsinformatie voor het CBS",
        "PeriodicDelivery.NZA_QUARTER": "kwartaalgegevens voor de NZa",
        "PeriodicDelivery.NZA_CONTRACTS": "gecontracteerde aanbieders voor de NZa",
    }
)
