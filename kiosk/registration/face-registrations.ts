/**
 * Travellers who let this lane keep their face as a protected record. Three things open one, each from another place: the record's
 * key (wrapped by an epoch key of the vault, or by a token that the traveller alone carries), the salt (beside the key store), the
 * PRF (in the secure element). A record is gone when any of them is.
 */
import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { KeyProvider } from '../../hardware/secure-element/key-provider.ts';
import type { RegistrationPseudonym } from '../document/registration-pseudonym.ts';
import type { RegistrationStore, StoredRegistration } from '../finger/registration-store.ts';
import { createKeyTable, type KeySlot } from '../vault/key-table.ts';
import type { EpochKeys } from '../vault/keys/epoch-keys.ts';
import { KeyError } from '../vault/keys/key-error.ts';
import { epochKeyIdOf, newKeyBuffer, unwrapDataKey, wrapDataKey } from '../vault/keys/wrapped-data-key.ts';
import { type HolderToken, newHolderToken } from './holder-token.ts';
import { type RecordInTransit, type RecordKeys, renewRecord } from './protected-record.ts';
import { protectionKey } from './protection-key.ts';
import { openSaltStore, SALT_BYTES } from './salt-store.ts';

/** Who can open a record: the lane whenever the document comes back, or only whoever carries the token. */
export type Custody = 'lane' | 'holder';

export type Enrolment =
  /** `token`: for the holder, who alone has it from then on; absent where the lane can open the record. */
  { readonly kind: 'registered'; readonly token: HolderToken | undefined } | { readonly kind: 'not-registered' };

/** Why a record is not there. `needs-token`: its holder's token was not shown, is another's or is an old one. */
export type RecordMissing = { readonly kind: 'none' | 'needs-token' | 'unusable' };

export interface Renewals {
  readonly renewed: number;
  readonly needToken: number;
  readonly unusable: number;
}

export interface FaceRegistrations {
  /** Memory of the key table, for the analysis thread. */
  readonly keyMemory: SharedArrayBuffer;
  /**
   * Keeps a face until `retentionMs` from now; an earlier record of the traveller's is erased. `make` seals the record, or resolves to
   * `undefined` when the pictures were not good enough; then nothing changes. Rejects with `DeviceError` or `KeyError` when the secure
   * element fails.
   */
  enrol(
    pseudonym: RegistrationPseudonym,
    consentVersion: string,
    custody: Custody,
    make: (keys: RecordKeys) => Promise<Uint8Array | undefined>,
  ): Promise<Enrolment>;
  /** Who can open the record of this traveller; `undefined` where there is none. Opens nothing. */
  custody(pseudonym: RegistrationPseudonym): Promise<Custody | undefined>;
  /** Lends a record, with its keys in slots for as long as `use` runs. The token stays the caller's. Rejects as `enrol`. */
  lend<T>(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    use: (record: RecordInTransit) => Promise<T>,
  ): Promise<{ readonly kind: 'lent'; readonly result: T } | RecordMissing>;
  /**
   * Puts a new record in the place of one, under new keys and a new salt, without the traveller's face: `remake` makes it of the old.
   * It ends when the old one would have. A token is replaced as well: the old one opens nothing any more.
   */
  renew(
    pseudonym: RegistrationPseudonym,
    token: HolderToken | undefined,
    remake: (from: RecordInTransit, to: RecordKeys) => Promise<Uint8Array | undefined>,
  ): Promise<Enrolment | RecordMissing>;
  /** Renews every record that the lane itself can open. Those that need a token are left as they are, and those that do not open. */
  renewAll(): Promise<Renewals>;
  /** Resolves, once record and salt are overwritten on the disk, to how many there were. Needs no secure element. */
  erase(pseudonym: RegistrationPseudonym): Promise<number>;
  /** Destroys the salts and the epoch keys that no record needs any more. Resolves to how many keys. */
  destroyUnused(): Promise<number>;
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface FaceRegistrationsOptions {
  /** Where records lie, beside registered fingers; the caller's. What is due is erased there, whatever it is of. */
  readonly store: RegistrationStore;
  /** Database of salts, in another place; made at first use. */
  readonly saltFile: string;
  readonly provider: Pick<KeyProvider, 'prf'>;
  readonly epochKeys: EpochKeys;
  readonly clock: Clock;
  /** For which somebody who registers now is kept, ms. */
  readonly retentionMs: () => number;
}

type Facts = Omit<StoredRegistration, 'sealed' | 'wrappedKey'>;

/** A renewal uses four at once; one is made at a time, and one lent. */
const KEY_SLOTS = 16;
const RECORD_ID_BYTES = 16;
const FACE_ROWS = 'face/';

/** Salts that a power cut left without a record are destroyed. Rejects when a database does not open. */
export async function openFaceRegistrations(options: FaceRegistrationsOptions): Promise<FaceRegistrations> {
  const { provider, epochKeys, clock, retentionMs } = options;
  const { store } = options;
  const salts = await openSaltStore(options.saltFile);
  const keys = createKeyTable(KEY_SLOTS);
  /** Ids of records that are being written, and the wrapped keys of some of them. */
  const beingWritten = new Map<string, Uint8Array | undefined>();

  const sweepSalts = async (): Promise<number> => {
    // In this order: a record that is being written is in one of the two
    const needed = new Set(beingWritten.keys());
    for (const id of await store.recordIds()) needed.add(id);
    return salts.destroyAllBut(needed);
  };
  const destroyUnused = async (): Promise<number> => {
    await sweepSalts();
    if (beingWritten.size === 0) epochKeys.retire('registered-face');
    const needed = new Set<string>();
    for (const wrapped of beingWritten.values()) if (wrapped !== undefined) needed.add(epochKeyIdOf(wrapped));
    for (const keyId of await store.keyIds()) needed.add(keyId);
    return epochKeys.destroyUnused('registered-face', needed);
  };
  const erased = async (count: number): Promise<number> => {
    if (count > 0) await destroyUnused();
    return count;
  };

  /** The protection key in a slot. */
  const protectionSlotOf = async (recordId: string, salt: Uint8Array): Promise<KeySlot> => {
    const key = await protectionKey(provider, recordId, salt);
    try {
      return keys.put(key);
    } finally {
      key.fill(0);
    }
  };

  const wrapped = async (facts: Facts, recordSlot: KeySlot, token: HolderToken | undefined): Promise<Uint8Array> => {
    const context = contextOf(facts);
    if (token !== undefined) return wrapDataKey(token.key, facts.recordId, keys.key(recordSlot), context);
    await epochKeys.prepare('registered-face');
    const key = epochKeys.wrap('registered-face', keys.key(recordSlot), context);
    if (key === undefined) throw new KeyError('unavailable', 'there is no epoch key for registered faces');
    return key;
  };

  const write = async (
    facts: Facts,
    custody: Custody,
    make: (keys: RecordKeys) => Promise<Uint8Array | undefined>,
  ): Promise<Enrolment> => {
    const { recordId } = facts;
    const salt = randomFillSync(new Uint8Array(SALT_BYTES));
    const slots: KeySlot[] = [];
    let token = custody === 'holder' ? newHolderToken(recordId) : undefined;
    beingWritten.set(recordId, undefined);
    try {
      await salts.keep(recordId, salt);
      const protectionSlot = await protectionSlotOf(recordId, salt);
      slots.push(protectionSlot);
      const recordSlot = keys.take();
      slots.push(recordSlot);
      const sealed = await make({ recordSlot, protectionSlot, context: contextOf(facts) });
      if (sealed === undefined) return { kind: 'not-registered' };
      const wrappedKey = await wrapped(facts, recordSlot, token);
      beingWritten.set(recordId, wrappedKey);
      await store.replace({ ...facts, sealed, wrappedKey });
      const registered: Enrolment = { kind: 'registered', token };
      token = undefined;
      return registered;
    } finally {
      token?.key.fill(0);
      salt.fill(0);
      for (const slot of slots) keys.destroy(slot);
      beingWritten.delete(recordId);
      // Of the record before, or of this one where it did not come to be
      await sweepSalts();
    }
  };

  /** The record's key: the token's where the holder carries it. */
  const recordKeyOf = async (stored: StoredRegistration, token: HolderToken | undefined): Promise<Uint8Array> => {
    if (custodyOf(stored) === 'lane') return epochKeys.unwrap(stored.wrappedKey, contextOf(stored));
    return unwrapDataKey(token?.key ?? newKeyBuffer(), stored.wrappedKey, contextOf(stored));
  };

  /** The same in a slot. */
  const recordSlotOf = async (stored: StoredRegistration, token: HolderToken | undefined): Promise<KeySlot> => {
    const key = await recordKeyOf(stored, token);
    try {
      return keys.put(key);
    } finally {
      key.fill(0);
    }
  };

  const current = async (row: string): Promise<StoredRegistration | undefined> => {
    const stored = await store.of(row);
    return stored === undefined || stored.eraseAt <= clock.wallMs() ? undefined : stored;
  };

  const opened = async <T>(
    row: string,
    token: HolderToken | undefined,
    use: (stored: StoredRegistration, record: RecordInTransit) => Promise<T>,
  ): Promise<{ readonly kind: 'lent'; readonly result: T } | RecordMissing> => {
    const stored = await current(row);
    if (stored === undefined) return { kind: 'none' };
    const salt = await salts.of(stored.recordId);
    if (salt === undefined) return { kind: 'unusable' };
    if (custodyOf(stored) === 'holder' && token?.recordId !== stored.recordId) return { kind: 'needs-token' };
    const slots: KeySlot[] = [];
    try {
      const recordSlot = await recordSlotOf(stored, token);
      slots.push(recordSlot);
      const protectionSlot = await protectionSlotOf(stored.recordId, salt);
      slots.push(protectionSlot);
      const sealed = Uint8Array.from(stored.sealed);
      const record = { sealed, recordSlot, protectionSlot, context: contextOf(stored) };
      return { kind: 'lent', result: await use(stored, record) };
    } catch (error) {
      if (!(error instanceof KeyError) || error.code === 'unavailable') throw error;
      return { kind: custodyOf(stored) === 'holder' ? 'needs-token' : 'unusable' };
    } finally {
      for (const slot of slots) keys.destroy(slot);
    }
  };

  const renewRow = async (
    row: string,
    token: HolderToken | undefined,
    remake: (from: RecordInTransit, to: RecordKeys) => Promise<Uint8Array | undefined>,
  ): Promise<Enrolment | RecordMissing> => {
    const renewed = await opened(row, token, (stored, record) => {
      const { consentVersion, registeredAt, eraseAt } = stored;
      const facts = { recordId: newRecordId(), pseudonym: row, consentVersion, registeredAt, eraseAt };
      return write(facts, custodyOf(stored), (to) => remake(record, to));
    });
    if (renewed.kind !== 'lent') return renewed;
    await destroyUnused();
    return renewed.result;
  };

  const close = async (): Promise<void> => {
    keys.destroyAll();
    await salts.close();
  };
  try {
    await sweepSalts();
  } catch (error) {
    await close();
    throw error;
  }

  return {
    keyMemory: keys.memory,
    enrol(pseudonym, consentVersion, custody, make) {
      const registeredAt = Math.round(clock.wallMs());
      const eraseAt = registeredAt + retentionMs();
      const facts = { recordId: newRecordId(), pseudonym: rowOf(pseudonym), consentVersion, registeredAt, eraseAt };
      return write(facts, custody, make);
    },
    async custody(pseudonym) {
      const stored = await current(rowOf(pseudonym));
      return stored && custodyOf(stored);
    },
    lend: (pseudonym, token, use) => opened(rowOf(pseudonym), token, (_, record) => use(record)),
    renew: (pseudonym, token, remake) => renewRow(rowOf(pseudonym), token, remake),
    async renewAll() {
      const counted = { renewed: 0, needToken: 0, unusable: 0 };
      for (const row of await store.pseudonyms(FACE_ROWS)) {
        const { kind } = await renewRow(row, undefined, async (from, to) => renewRecord(from, to, keys.key));
        if (kind === 'registered') counted.renewed += 1;
        else if (kind === 'needs-token') counted.needToken += 1;
        else if (kind !== 'none') counted.unusable += 1;
      }
      return counted;
    },
    erase: async (pseudonym) => erased(await store.erase(rowOf(pseudonym))),
    destroyUnused,
    count: () => store.count(FACE_ROWS),
    close,
  };
}

/** A face and the fingers of one traveller are two rows. */
function rowOf(pseudonym: RegistrationPseudonym): string {
  return FACE_ROWS + pseudonym;
}

function newRecordId(): string {
  return randomBytes(RECORD_ID_BYTES).toString('hex');
}

/** A key that a token wraps names the record where others name an epoch key. */
function custodyOf({ wrappedKey, recordId }: StoredRegistration): Custody {
  return epochKeyIdOf(wrappedKey) === recordId ? 'holder' : 'lane';
}

/** Everything that a row says besides its bytes: moved to another traveller, or given a later end, it does not open. */
function contextOf(facts: Facts): Uint8Array<ArrayBuffer> {
  const { recordId, pseudonym, consentVersion, registeredAt, eraseAt } = facts;
  return new TextEncoder().encode(
    `postern/face-record/v1/${recordId}/${pseudonym}/${consentVersion}/${registeredAt}/${eraseAt}`,
  );
}
