"""When a state admits a kind of event, by chapter. Each condition gives the reason why it does not."""

from domain.rules.impossible.conditions import absence, closing, help, referral, stay, title  # noqa: F401  # each registers its conditions
