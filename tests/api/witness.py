"""A witness of the log, such as an audit office."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventlog.proof import WitnessKey


@dataclass(frozen=True)
class Witness:
    name: str = "rekenkamer.example/getuige"
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def key(self) -> WitnessKey:
        return WitnessKey.of(self.name, self.private)
