"""A plugin of pytest: gives the repositories of tuf-conformance the keys that a lane requires, Ed25519 with two people for root and targets."""

from securesystemslib.signer import CryptoSigner
from tuf_conformance._internal import repository_simulator as simulator

PEOPLE = {"root": 2, "targets": 2}
Repository = simulator.RepositorySimulator
one_key = Repository.new_signer

simulator.SIGNERS[("ed25519", "ed25519")].extend(CryptoSigner.generate_ed25519() for _ in range(20))


def new_signer(self, keytype="ed25519", scheme="ed25519"):
    return one_key(self, keytype, scheme)


def initialize(self):
    self.mds["targets"] = simulator.MetadataTest(simulator.Targets(expires=self.safe_expiry))
    self.mds["snapshot"] = simulator.MetadataTest(simulator.Snapshot(expires=self.safe_expiry))
    self.mds["timestamp"] = simulator.MetadataTest(simulator.Timestamp(expires=self.safe_expiry))
    self.mds["root"] = simulator.MetadataTest(simulator.RootTest(expires=self.safe_expiry))
    for role in simulator.TOP_LEVEL_ROLE_NAMES:
        threshold = PEOPLE.get(role, 1)
        for _ in range(threshold):
            signer = self.new_signer()
            self.root.add_key(signer.public_key, role)
            self.add_signer(role, signer)
        self.root.roles[role].threshold = threshold
    self.publish(["targets", "snapshot", "timestamp", "root"])


Repository.new_signer = new_signer
Repository._initialize = initialize
