/**
 * The keys of the server, wherever they live. One suite in `test/server/keys` holds the files of development and a PKCS #11 token to
 * each line.
 */
import type { Clock } from '../../hardware/host/clock.ts';
import type { Events } from '../base/events.ts';
import type { AuthorityKey } from './authority-signer.ts';
import type { SigningKey } from '../transparency/note/signer.ts';

/** Rejects with `KeyError` while the keys are away; then nothing was signed. */
export type { SigningKey };

/** A key that is not there from the beginning. The ledger's is begun with the ledger: one without the other is a ledger that was lost. */
export interface LedgerKey {
  exists(): Promise<boolean>;
  /** Made where there is none. */
  open(): Promise<SigningKey>;
}

/** Closed: what a secret is for. None follows from another. */
export type SecretPurpose =
  /** Seals what people's generators are made of, and keys password hashes and known browsers. */
  | 'people'
  /** Tags the challenges that kiosks answer. */
  | 'challenges';

export interface ServerKeys {
  /** Receipts, orders, grants, lists of revoked officers. */
  readonly signing: SigningKey;
  /** What is to follow `signing`. */
  readonly next: LedgerKey;
  /** Destroys the signing key: at the next start the next one is it. Rejects where there is no next one. */
  succeed(): Promise<void>;
  readonly ledger: LedgerKey;
  /** The fleet's certificate authority. */
  readonly authority: AuthorityKey;
  /** 32 bytes, the same at each start; the caller keeps them in memory. */
  secret(purpose: SecretPurpose): Promise<Uint8Array>;
  /** Whether what was asked of the keys lately, by anybody or by the watch over them, was answered. */
  working(): boolean;
  close(): Promise<void>;
}

/** What a provider needs of the server. */
export interface KeyParts {
  readonly clock: Clock;
  readonly events?: Events | undefined;
  /** Told when keys that were lost work again. */
  readonly onFound?: (() => void) | undefined;
}
