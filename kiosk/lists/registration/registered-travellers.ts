/**
 * Travellers with fingers registered at this lane. A pseudonym that only this lane can compute identifies the record,
 * which is opened only in the finger thread and erased when due or on request. The key of a record exists only in its
 * row, wrapped by an epoch key: deleting and overwriting the row destroys the key. An epoch key that no row needs is
 * destroyed too.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import { type RegistrationPseudonym, registrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import type { EpochKeys } from '../../vault/captures/keys/epoch-keys.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import { epochKeyIdOf } from '../../vault/captures/keys/wrapped-data-key.ts';
import { createKeyTable, type KeySlot } from '../../vault/captures/key-table.ts';
import type { RegistrationInTransit } from './finger-record.ts';
import { openRegistrationKey } from './registration-key.ts';
import { openRegistrationStore, type RegistrationStore, type StoredRegistration } from './registration-store.ts';

export type RegistrationLent<T> =
  | { readonly kind: 'lent'; readonly result: T }
  /** Not registered, or the registration has expired. */
  | { readonly kind: 'none' }
  /** The row was changed, or its epoch key was destroyed. */
  | { readonly kind: 'unusable' };

export interface RegisteredTravellers {
  /** The store of all registrations, including faces (`.`), so that one transaction erases both. */
  readonly store: RegistrationStore;
  /** Memory of the registrations' key table, for the finger thread. */
  readonly keyMemory: SharedArrayBuffer;
  /** The key of the pseudonyms, 32 bytes, valid while this is open. */
  readonly pseudonymKey: Uint8Array;
  pseudonymOf(issuingState: string, documentNumber: Uint8Array): RegistrationPseudonym;
  /**
   * Stores a traveller's templates for `retentionMs` and erases an earlier registration. `seal` returns the sealed
   * templates, or `undefined` when the prints are not good enough; then nothing changes.
   */
  register(
    pseudonym: RegistrationPseudonym,
    consentVersion: string,
    seal: (slot: KeySlot, context: Uint8Array<ArrayBuffer>) => Promise<Uint8Array | undefined>,
  ): Promise<'registered' | 'not-registered'>;
  /**
   * Lends a registration, with its key in a slot while `use` runs. Rejects with `KeyError` when the secure element
   * fails.
   */
  lend<T>(
    pseudonym: RegistrationPseudonym,
    use: (registration: RegistrationInTransit) => Promise<T>,
  ): Promise<RegistrationLent<T>>;
  /** Each resolves to the number of erased rows, after they are overwritten on the disk. */
  erase(pseudonym: RegistrationPseudonym): Promise<number>;
  eraseAll(): Promise<number>;
  /** The number of registrations that are due at this time. */
  countDue(atMs: number): Promise<number>;
  /** Start and end of the storage of each, wall ms. */
  kept(): Promise<readonly { readonly keptAt: number; readonly eraseAt: number }[]>;
  eraseDue(atMs?: number): Promise<number>;
  nextDue(): Promise<number | undefined>;
  /** Destroys the epoch keys that no registration needs. Resolves to their number. */
  destroyUnusedKeys(): Promise<number>;
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface RegisteredTravellersOptions {
  /** Database; created at first use. */
  readonly file: string;
  /** Wrapped pseudonym key; created at first use. */
  readonly keyFile: string;
  readonly epochKeys: EpochKeys;
  readonly clock: Clock;
  /** Storage time of a new registration, ms. */
  readonly retentionMs: () => number;
}

/** Number of key slots. Usually one is in use at a time. */
const KEY_SLOTS = 8;

/** Rejects when the database does not open, or the pseudonym key is not this lane's. */
export async function openRegisteredTravellers(options: RegisteredTravellersOptions): Promise<RegisteredTravellers> {
  const { epochKeys, clock, retentionMs } = options;
  const pseudonymKey = await openRegistrationKey(options.keyFile, epochKeys);
  const store = await openRegistrationStore(options.file);
  const keys = createKeyTable(KEY_SLOTS);
  const beingWritten = new Set<Uint8Array>();

  const unwrapped = async (stored: StoredRegistration): Promise<KeySlot | undefined> => {
    let key: Uint8Array | undefined;
    try {
      key = await epochKeys.unwrap(stored.wrappedKey, contextOf(stored));
      return keys.put(key);
    } catch (error) {
      if (error instanceof KeyError && error.code !== 'unavailable') return undefined;
      throw error;
    } finally {
      key?.fill(0);
    }
  };

  const destroyUnusedKeys = async (): Promise<number> => {
    if (beingWritten.size === 0) epochKeys.retire('registered');
    // The order matters: a registration that is being written is in one of the two sets
    const needed = new Set([...beingWritten].map(epochKeyIdOf));
    for (const keyId of await store.keyIds()) needed.add(keyId);
    return epochKeys.destroyUnused('registered', needed);
  };
  const erased = async (count: number): Promise<number> => {
    if (count > 0) await destroyUnusedKeys();
    return count;
  };

  return {
    store,
    keyMemory: keys.memory,
    pseudonymKey,
    pseudonymOf: (issuingState, documentNumber) => registrationPseudonym(pseudonymKey, issuingState, documentNumber),
    async register(pseudonym, consentVersion, seal) {
      const registeredAt = Math.round(clock.wallMs());
      const facts = {
        recordId: randomBytes(16).toString('hex'),
        pseudonym,
        consentVersion,
        registeredAt,
        eraseAt: registeredAt + retentionMs(),
      };
      const slot = keys.take();
      let wrappedKey: Uint8Array | undefined;
      try {
        const sealed = await seal(slot, contextOf(facts));
        if (sealed === undefined) return 'not-registered';
        await epochKeys.prepare('registered');
        wrappedKey = epochKeys.wrap('registered', keys.key(slot), contextOf(facts));
        if (wrappedKey === undefined) throw new KeyError('unavailable', 'there is no epoch key for registrations');
        beingWritten.add(wrappedKey);
        await store.replace({ ...facts, sealed, wrappedKey });
        return 'registered';
      } finally {
        if (wrappedKey !== undefined) beingWritten.delete(wrappedKey);
        keys.destroy(slot);
      }
    },
    async lend(pseudonym, use) {
      const stored = await store.of(pseudonym);
      if (stored === undefined || stored.eraseAt <= clock.wallMs()) return { kind: 'none' };
      const slot = await unwrapped(stored);
      if (slot === undefined) return { kind: 'unusable' };
      try {
        const sealed = Uint8Array.from(stored.sealed);
        return { kind: 'lent', result: await use({ sealed, slot, context: contextOf(stored) }) };
      } finally {
        keys.destroy(slot);
      }
    },
    erase: async (pseudonym) => erased(await store.erase(pseudonym)),
    eraseAll: async () => erased(await store.eraseAll()),
    countDue: (atMs) => store.countDue(atMs),
    kept: () => store.kept(),
    eraseDue: async (atMs = clock.wallMs()) => erased(await store.eraseDue(Math.round(atMs))),
    destroyUnusedKeys,
    nextDue: () => store.nextDue(),
    count: () => store.count(),
    async close() {
      keys.destroyAll();
      pseudonymKey.fill(0);
      await store.close();
    },
  };
}

/**
 * All fields of a row except its bytes. A row that was moved to another traveller, or whose end was changed, does not
 * open.
 */
function contextOf(facts: Omit<StoredRegistration, 'sealed' | 'wrappedKey'>): Uint8Array<ArrayBuffer> {
  const { recordId, pseudonym, consentVersion, registeredAt, eraseAt } = facts;
  return new TextEncoder().encode(
    `postern/registration-key/v1/${recordId}/${pseudonym}/${consentVersion}/${registeredAt}/${eraseAt}`,
  );
}
