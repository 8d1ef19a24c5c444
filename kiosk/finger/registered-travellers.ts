/**
 * Travellers who let this lane keep their fingers: found by a pseudonym that only this lane can make, opened only in the finger
 * thread, gone when due or asked for. The record's key exists wrapped by the secure element, in the record's row alone: a row that
 * is deleted and overwritten is a key destroyed.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/clock/clock.ts';
import { DeviceError } from '../../hardware/device-error.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { type RegistrationPseudonym, registrationPseudonym } from '../document/registration-pseudonym.ts';
import { createKeyTable, type KeySlot } from '../vault/key-table.ts';
import type { RegistrationInTransit } from './finger-messages.ts';
import { openRegistrationKey } from './registration-key.ts';
import { openRegistrationStore, type StoredRegistration } from './registration-store.ts';

export type RegistrationLent<T> =
  | { readonly kind: 'lent'; readonly result: T }
  /** Not registered, or registered too long ago. */
  | { readonly kind: 'none' }
  /** The row was changed, or its key was wrapped by another secure element. */
  | { readonly kind: 'unusable' };

export interface RegisteredTravellers {
  /** Memory of the registrations' key table, for the finger thread. */
  readonly keyMemory: SharedArrayBuffer;
  /** The key under which pseudonyms are made, 32 bytes, for as long as this is open. */
  readonly pseudonymKey: Uint8Array;
  pseudonymOf(issuingState: string, documentNumber: Uint8Array): RegistrationPseudonym;
  /**
   * Keeps a traveller's templates until `retentionMs` from now; an earlier registration of theirs is erased. `seal` makes the sealed
   * templates, or `undefined` when the prints were not good enough; then nothing changes.
   */
  register(
    pseudonym: RegistrationPseudonym,
    consentVersion: string,
    seal: (slot: KeySlot, context: Uint8Array<ArrayBuffer>) => Promise<Uint8Array | undefined>,
  ): Promise<'registered' | 'not-registered'>;
  /** Lends a registration, with its key in a slot for as long as `use` runs. Rejects with `DeviceError` when the secure element fails. */
  lend<T>(
    pseudonym: RegistrationPseudonym,
    use: (registration: RegistrationInTransit) => Promise<T>,
  ): Promise<RegistrationLent<T>>;
  /** Each resolves, once the rows are overwritten on the disk, to how many there were. */
  erase(pseudonym: RegistrationPseudonym): Promise<number>;
  eraseAll(): Promise<number>;
  eraseDue(): Promise<number>;
  nextDue(): Promise<number | undefined>;
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface RegisteredTravellersOptions {
  /** Database; made at first use. */
  readonly file: string;
  /** Wrapped pseudonym key; made at first use. */
  readonly keyFile: string;
  readonly secureElement: SecureElement;
  readonly clock: Clock;
  readonly retentionMs: number;
}

/** One is lent or made at a time; a few more do no harm. */
const KEY_SLOTS = 8;
const KEY_BYTES = 32;

/** Rejects when the database does not open, or the pseudonym key is not this secure element's. */
export async function openRegisteredTravellers(options: RegisteredTravellersOptions): Promise<RegisteredTravellers> {
  const { secureElement, clock, retentionMs } = options;
  const pseudonymKey = await openRegistrationKey(options.keyFile, secureElement);
  const store = await openRegistrationStore(options.file);
  const keys = createKeyTable(KEY_SLOTS);

  const unwrapped = async (stored: StoredRegistration): Promise<KeySlot | undefined> => {
    let key: Uint8Array | undefined;
    try {
      key = await secureElement.unwrapKey(stored.wrappedKey, contextOf(stored));
      return keys.put(key.subarray(0, KEY_BYTES));
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'corrupt') return undefined;
      throw error;
    } finally {
      key?.fill(0);
    }
  };

  return {
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
        eraseAt: registeredAt + retentionMs,
      };
      const slot = keys.take();
      try {
        const sealed = await seal(slot, contextOf(facts));
        if (sealed === undefined) return 'not-registered';
        const wrappedKey = await secureElement.wrapKey(keys.key(slot), contextOf(facts));
        await store.replace({ ...facts, sealed, wrappedKey });
        return 'registered';
      } finally {
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
    erase: (pseudonym) => store.erase(pseudonym),
    eraseAll: () => store.eraseAll(),
    eraseDue: () => store.eraseDue(Math.round(clock.wallMs())),
    nextDue: () => store.nextDue(),
    count: () => store.count(),
    async close() {
      keys.destroyAll();
      pseudonymKey.fill(0);
      await store.close();
    },
  };
}

/** Everything that a row says besides its bytes: moved to another traveller, or given a later end, it does not open. */
function contextOf(facts: Omit<StoredRegistration, 'sealed' | 'wrappedKey'>): Uint8Array<ArrayBuffer> {
  const { recordId, pseudonym, consentVersion, registeredAt, eraseAt } = facts;
  return new TextEncoder().encode(
    `postern/registration-key/v1/${recordId}/${pseudonym}/${consentVersion}/${registeredAt}/${eraseAt}`,
  );
}
