/**
 * The keys of the server with any provider. One suite in `test/server/platform/keys` tests the key files of development and a PKCS #11 token against
 * this contract.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../base/events.ts';
import type { AuthorityKey } from './authority-signer.ts';
import type { SigningKey } from '../transparency/note/signer.ts';

/** Rejects with `KeyError` while the keys are unavailable; nothing was signed then. */
export type { SigningKey };

/** A key that is made later than the others. The ledger's key is made with the ledger: a missing one shows that a ledger was lost. */
export interface LedgerKey {
  exists(): Promise<boolean>;
  /** Makes the key if there is none. */
  open(): Promise<SigningKey>;
}

/** Closed: the purposes of a secret. No secret can be derived from another. */
export type SecretPurpose =
  /** Seals the secrets of people's code generators, and keys password hashes and known browsers. */
  | 'people'
  /** Authenticates the challenges that kiosks answer. */
  | 'challenges'
  /** Authenticates the challenges of `server/lanes/attestation`, and makes the secrets that prove lanes' attestation keys. */
  | 'attestation'
  /** Authenticates the openings of the ledger. */
  | 'openings';

export interface ServerKeys {
  /** Signs receipts, orders, grants, lists of revoked officers. */
  readonly signing: SigningKey;
  /** The announced successor of `signing`. */
  readonly next: LedgerKey;
  /** Destroys the signing key, so that the next start uses the next one. Rejects if there is no next one. */
  succeed(): Promise<void>;
  readonly ledger: LedgerKey;
  /** Signs the snapshot and timestamp metadata of the releases. Always Ed25519. */
  readonly releases: LedgerKey;
  /** The fleet's certificate authority. */
  readonly authority: AuthorityKey;
  /** 32 bytes, equal at each start; the caller keeps them in memory. */
  secret(purpose: SecretPurpose): Promise<Uint8Array>;
  /** Whether the last call or test of the keys succeeded. */
  working(): boolean;
  /** Calls `listener` each time that keys which were lost work again. */
  whenFound(listener: () => void): void;
  close(): Promise<void>;
}

/** The parts of the server that a provider needs. */
export interface KeyParts {
  readonly clock: Clock;
  readonly events?: Events | undefined;
}
