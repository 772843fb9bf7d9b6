"""When a state admits a kind of event, by chapter. Each condition gives the reason why it does not."""

from domain.rules.impossible.conditions import (  # noqa: F401  # each registers its conditions
    absence,
    assignment,
    closing,
    complaint,
    help,
    measure,
    plan,
    practice,
    protection,
    referral,
    request,
    rights,
    stay,
    title,
)
