/**
 * Registered faces of travellers, stored as protected records. Opening one needs three secrets from different places: the
 * record's key (wrapped by an epoch key of the vault, or by a token that only the traveller has), the salt (in the key
 * store's folder), and the PRF (in the secure element). Without any one of them the record cannot be opened.
 */
import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import type { RegistrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import type { RegistrationStore, StoredRegistration } from './registration-store.ts';
import { createKeyTable, type KeySlot } from '../../vault/captures/key-table.ts';
import type { EpochKeys } from '../../vault/captures/keys/epoch-keys.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import { epochKeyIdOf, newKeyBuffer, unwrapDataKey, wrapDataKey } from '../../vault/captures/keys/wrapped-data-key.ts';
import { type HolderToken, newHolderToken } from './holder-token.ts';
import { type RecordInTransit, type RecordKeys, renewRecord } from './protected-record.ts';
import { protectionKey } from './protection-key.ts';
import { openSaltStore, SALT_BYTES, type SaltStore } from './salt-store.ts';

/** Custody of a record: the lane can open it, or only the holder of the token can. */
export type Custody = 'lane' | 'holder';

export type Enrolment =
  /** `token`: for the holder, who has the only copy; absent when the lane can open the record. */
  { readonly kind: 'registered'; readonly token: HolderToken | undefined } | { readonly kind: 'not-registered' };

/** Why no record is available. `needs-token`: the token was not shown, belongs to another record or is outdated. */
export type RecordMissing = { readonly kind: 'none' | 'needs-token' | 'unusable' };

export interface Renewals {
  readonly renewed: number;
  readonly needToken: number;
  readonly unusable: number;
}

type Lent<T> = { readonly kind: 'lent'; readonly result: T };
type Make = (keys: RecordKeys) => Promise<Uint8Array | undefined>;
type Remake = (from: RecordInTransit, to: RecordKeys) => Promise<Uint8Array | undefined>;

export interface FaceRegistrations {
  /** Memory of the key table, for the analysis thread. */
  readonly keyMemory: SharedArrayBuffer;
  /**
   * Stores a face for `retentionMs` and erases an earlier record of the traveller. `make` seals the record, or resolves to
   * `undefined` when the pictures were not good enough; then nothing changes. Rejects with `DeviceError` or `KeyError` when
   * the secure element fails.
   */
  enrol(pseudonym: RegistrationPseudonym, consentVersion: string, custody: Custody, make: Make): Promise<Enrolment>;
  /** Custody of this traveller's record; `undefined` when there is none. Does not open it. */
  custody(pseudonym: RegistrationPseudonym): Promise<Custody | undefined>;
  /** Lends a record, with its keys in slots while `use` runs. The caller keeps the token. Rejects as `enrol` does. */
  lend<T>(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    use: (record: RecordInTransit) => Promise<T>,
  ): Promise<Lent<T> | RecordMissing>;
  /**
   * Replaces a record by one with new keys and a new salt, without the traveller's face: `remake` derives it from the old
   * one. The end is unchanged. A token is replaced as well, and the old one becomes invalid.
   */
  renew(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    remake: Remake,
  ): Promise<Enrolment | RecordMissing>;
  /** Renews every record that the lane can open. Skips records that need a token or do not open. */
  renewAll(): Promise<Renewals>;
  /** Resolves to the number of records, once record and salt are overwritten on the disk. Needs no secure element. */
  erase(pseudonym: RegistrationPseudonym): Promise<number>;
  /** Destroys unused salts and epoch keys. Resolves to the number of keys. */
  destroyUnused(): Promise<number>;
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface FaceRegistrationsOptions {
  /** Store of records and registered fingers, owned by the caller, which erases due rows of both. */
  readonly store: RegistrationStore;
  /** Database of salts in a different place, created at first use. */
  readonly saltFile: string;
  readonly provider: Pick<KeyProvider, 'prf'>;
  readonly epochKeys: EpochKeys;
  readonly clock: Clock;
  /** Storage time of a new registration, ms. */
  readonly retentionMs: () => number;
}

type Facts = Omit<StoredRegistration, 'sealed' | 'wrappedKey'>;

/** A renewal uses four at once; at most one record is made and one is lent at a time. */
const KEY_SLOTS = 16;
const RECORD_ID_BYTES = 16;
const FACE_ROWS = 'face/';

/** Destroys salts that a power cut left without a record. Rejects when a database does not open. */
export async function openFaceRegistrations(options: FaceRegistrationsOptions): Promise<FaceRegistrations> {
  const registrations = new Registrations(options, await openSaltStore(options.saltFile));
  try {
    await registrations.sweepSalts();
  } catch (error) {
    await registrations.close();
    throw error;
  }
  return registrations;
}

class Registrations implements FaceRegistrations {
  readonly #options: FaceRegistrationsOptions;
  readonly #salts: SaltStore;
  readonly #keys = createKeyTable(KEY_SLOTS);
  /** Ids of records being written, with their wrapped keys if known. */
  readonly #beingWritten = new Map<string, Uint8Array | undefined>();

  constructor(options: FaceRegistrationsOptions, salts: SaltStore) {
    this.#options = options;
    this.#salts = salts;
  }

  get keyMemory(): SharedArrayBuffer {
    return this.#keys.memory;
  }

  enrol(pseudonym: RegistrationPseudonym, consentVersion: string, custody: Custody, make: Make): Promise<Enrolment> {
    const { clock, retentionMs } = this.#options;
    const registeredAt = Math.round(clock.wallMs());
    const eraseAt = registeredAt + retentionMs();
    const facts = { recordId: newRecordId(), pseudonym: rowOf(pseudonym), consentVersion, registeredAt, eraseAt };
    return this.#write(facts, custody, make);
  }

  async custody(pseudonym: RegistrationPseudonym): Promise<Custody | undefined> {
    const stored = await this.#current(rowOf(pseudonym));
    return stored && custodyOf(stored);
  }

  lend<T>(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    use: (record: RecordInTransit) => Promise<T>,
  ): Promise<Lent<T> | RecordMissing> {
    return this.#opened(rowOf(pseudonym), token, (_, record) => use(record));
  }

  renew(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    remake: Remake,
  ): Promise<Enrolment | RecordMissing> {
    return this.#renewRow(rowOf(pseudonym), token, remake);
  }

  async renewAll(): Promise<Renewals> {
    const counted = { renewed: 0, needToken: 0, unusable: 0 };
    const remake: Remake = async (from, to) => renewRecord(from, to, this.#keys.key);
    for (const row of await this.#options.store.pseudonyms(FACE_ROWS)) {
      const { kind } = await this.#renewRow(row, undefined, remake);
      if (kind === 'registered') counted.renewed += 1;
      else if (kind === 'needs-token') counted.needToken += 1;
      else if (kind !== 'none') counted.unusable += 1;
    }
    return counted;
  }

  async erase(pseudonym: RegistrationPseudonym): Promise<number> {
    const count = await this.#options.store.erase(rowOf(pseudonym));
    if (count > 0) await this.destroyUnused();
    return count;
  }

  async destroyUnused(): Promise<number> {
    const { store, epochKeys } = this.#options;
    await this.sweepSalts();
    if (this.#beingWritten.size === 0) epochKeys.retire('registered-face');
    const needed = new Set<string>();
    for (const wrapped of this.#beingWritten.values()) if (wrapped !== undefined) needed.add(epochKeyIdOf(wrapped));
    for (const keyId of await store.keyIds()) needed.add(keyId);
    return epochKeys.destroyUnused('registered-face', needed);
  }

  count(): Promise<number> {
    return this.#options.store.count(FACE_ROWS);
  }

  async close(): Promise<void> {
    this.#keys.destroyAll();
    await this.#salts.close();
  }

  async sweepSalts(): Promise<void> {
    // In this order, so that a record being written is found in one of the two
    const needed = new Set(this.#beingWritten.keys());
    for (const id of await this.#options.store.recordIds()) needed.add(id);
    await this.#salts.destroyAllBut(needed);
  }

  /** Puts a key into a slot and wipes it. */
  #slotOf(key: Uint8Array): KeySlot {
    try {
      return this.#keys.put(key);
    } finally {
      key.fill(0);
    }
  }

  async #protectionSlotOf(recordId: string, salt: Uint8Array): Promise<KeySlot> {
    return this.#slotOf(await protectionKey(this.#options.provider, recordId, salt));
  }

  /** The record's key, unwrapped by the token if the holder has custody. */
  async #recordSlotOf(stored: StoredRegistration, token: HolderToken | undefined): Promise<KeySlot> {
    const { wrappedKey } = stored;
    const context = contextOf(stored);
    return this.#slotOf(
      custodyOf(stored) === 'lane'
        ? await this.#options.epochKeys.unwrap(wrappedKey, context)
        : unwrapDataKey(token?.key ?? newKeyBuffer(), wrappedKey, context),
    );
  }

  async #wrapped(facts: Facts, recordSlot: KeySlot, token: HolderToken | undefined): Promise<Uint8Array> {
    const { epochKeys } = this.#options;
    const context = contextOf(facts);
    if (token !== undefined) return wrapDataKey(token.key, facts.recordId, this.#keys.key(recordSlot), context);
    await epochKeys.prepare('registered-face');
    const key = epochKeys.wrap('registered-face', this.#keys.key(recordSlot), context);
    if (key === undefined) throw new KeyError('unavailable', 'there is no epoch key for registered faces');
    return key;
  }

  async #write(facts: Facts, custody: Custody, make: Make): Promise<Enrolment> {
    const { recordId } = facts;
    const salt = randomFillSync(new Uint8Array(SALT_BYTES));
    const slots: KeySlot[] = [];
    let token = custody === 'holder' ? newHolderToken(recordId) : undefined;
    this.#beingWritten.set(recordId, undefined);
    try {
      await this.#salts.keep(recordId, salt);
      const protectionSlot = await this.#protectionSlotOf(recordId, salt);
      slots.push(protectionSlot);
      const recordSlot = this.#keys.take();
      slots.push(recordSlot);
      const sealed = await make({ recordSlot, protectionSlot, context: contextOf(facts) });
      if (sealed === undefined) return { kind: 'not-registered' };
      const wrappedKey = await this.#wrapped(facts, recordSlot, token);
      this.#beingWritten.set(recordId, wrappedKey);
      await this.#options.store.replace({ ...facts, sealed, wrappedKey });
      const registered: Enrolment = { kind: 'registered', token };
      token = undefined;
      return registered;
    } finally {
      token?.key.fill(0);
      salt.fill(0);
      for (const slot of slots) this.#keys.destroy(slot);
      this.#beingWritten.delete(recordId);
      // The salt of the previous record, or of this one if it was not stored
      await this.sweepSalts();
    }
  }

  async #current(row: string): Promise<StoredRegistration | undefined> {
    const stored = await this.#options.store.of(row);
    return stored === undefined || stored.eraseAt <= this.#options.clock.wallMs() ? undefined : stored;
  }

  async #opened<T>(
    row: string,
    token: HolderToken | undefined,
    use: (stored: StoredRegistration, record: RecordInTransit) => Promise<T>,
  ): Promise<Lent<T> | RecordMissing> {
    const stored = await this.#current(row);
    if (stored === undefined) return { kind: 'none' };
    const salt = await this.#salts.of(stored.recordId);
    if (salt === undefined) return { kind: 'unusable' };
    if (custodyOf(stored) === 'holder' && token?.recordId !== stored.recordId) return { kind: 'needs-token' };
    const slots: KeySlot[] = [];
    try {
      const recordSlot = await this.#recordSlotOf(stored, token);
      slots.push(recordSlot);
      const protectionSlot = await this.#protectionSlotOf(stored.recordId, salt);
      slots.push(protectionSlot);
      const sealed = Uint8Array.from(stored.sealed);
      const record = { sealed, recordSlot, protectionSlot, context: contextOf(stored) };
      return { kind: 'lent', result: await use(stored, record) };
    } catch (error) {
      if (!(error instanceof KeyError) || error.code === 'unavailable') throw error;
      return { kind: custodyOf(stored) === 'holder' ? 'needs-token' : 'unusable' };
    } finally {
      for (const slot of slots) this.#keys.destroy(slot);
    }
  }

  async #renewRow(row: string, token: HolderToken | undefined, remake: Remake): Promise<Enrolment | RecordMissing> {
    const renewed = await this.#opened(row, token, (stored, record) => {
      const { consentVersion, registeredAt, eraseAt } = stored;
      const facts = { recordId: newRecordId(), pseudonym: row, consentVersion, registeredAt, eraseAt };
      return this.#write(facts, custodyOf(stored), (to) => remake(record, to));
    });
    if (renewed.kind !== 'lent') return renewed;
    await this.destroyUnused();
    return renewed.result;
  }
}

/** Face and fingers of a traveller are separate rows. */
function rowOf(pseudonym: RegistrationPseudonym): string {
  return FACE_ROWS + pseudonym;
}

function newRecordId(): string {
  return randomBytes(RECORD_ID_BYTES).toString('hex');
}

/** A key wrapped by a token names the record in place of an epoch key. */
function custodyOf({ wrappedKey, recordId }: StoredRegistration): Custody {
  return epochKeyIdOf(wrappedKey) === recordId ? 'holder' : 'lane';
}

/** All facts of a row, as additional data: a row that was moved to another traveller or given a later end does not open. */
function contextOf(facts: Facts): Uint8Array<ArrayBuffer> {
  const { recordId, pseudonym, consentVersion, registeredAt, eraseAt } = facts;
  return new TextEncoder().encode(
    `postern/face-record/v1/${recordId}/${pseudonym}/${consentVersion}/${registeredAt}/${eraseAt}`,
  );
}
