"""One of each kind that stands in the stream of deliveries."""

from datetime import date

from domain.events import DeliveryEvent, RecordsDelivered, ReportDelivered

DAY = date(2026, 1, 15)

DELIVERY: tuple[DeliveryEvent, ...] = (
    ReportDelivered.model_validate(
        {
            "occurred_on": DAY,
            "delivery_id": "l-1",
            "recipient": "Jeugdregio Zuid-Limburg",
            "position": 2000,
            "query_version": "5f" * 32,
            "sha256": "a0" * 32,
            "indicator": "stand",
            "variant": "closed",
            "period": "half_year",
            "from": date(2025, 1, 1),
            "until": date(2026, 1, 1),
            "by": "municipality",
            "valid_on": DAY,
            "detail": "published",
        }
    ),
    RecordsDelivered(
        occurred_on=DAY,
        delivery_id="l-2",
        recipient="CBS",
        position=2001,
        query_version="5f" * 32,
        sha256="a1" * 32,
        provider="koraal",
        half_year="2025-H2",
    ),
)
