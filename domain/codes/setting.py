"""Forms of care, from light to heavy."""

from domain.codes.coded import Coded


class Setting(Coded):
    """Vorm van hulp, from light to heavy. Stepping down is moving to a lighter one."""

    AMBULANT = "ambulant"
    PLEEGZORG = "pleegzorg"
    GEZINSHUIS = "gezinshuis"
    LEEFHUIS = "leefhuis"
    OPEN_RESIDENTIEEL = "open_residentieel"
    INTENSIEF_KLINISCH = "intensief_klinisch"
    GESLOTEN = "gesloten"

    @property
    def weight(self) -> int:
        """Rank from 0 (lightest) to 6 (heaviest)."""
        return _WEIGHTS[self]

    @property
    def is_family(self) -> bool:
        """Pleegouder or gezinshuis: where a minor who cannot live at home is placed first (Jeugdwet 2.3(6), 3.5(2))."""
        return self in (Setting.PLEEGZORG, Setting.GEZINSHUIS)

    def lighter_than(self, other: "Setting") -> bool:
        return self.weight < other.weight


_WEIGHTS = {setting: weight for weight, setting in enumerate(Setting)}
