/** Opens a TPM: starts it, derives the storage root key, and starts the session that protects all later commands. */
import type { Clock } from '../host/clock.ts';
import { readPrivateLine } from '../device/private-line.ts';
import { factsOf, handlesFrom, lockoutOf, type TpmFacts } from './capability.ts';
import { isOfChipMaker } from './chip-makers.ts';
import { u16 } from './bytes.ts';
import { HANDLE, HANDLE_RANGE, STARTUP_CLEAR } from './numbers.ts';
import { createPrimary, flush, type TpmObject, withValue } from './objects.ts';
import { startSession } from './open-session.ts';
import { openTransport, type TpmPlace } from './open-transport.ts';
import { isMadeBy, COORDINATE_BYTES, STORAGE_ROOT_TEMPLATE } from './public-area.ts';
import type { SessionUse, TpmSession } from './session.ts';
import { Tpm } from './tpm.ts';
import { deviceErrorOf, lockedOut, TpmError, tpmFault } from './tpm-error.ts';

export interface TpmSettings {
  readonly place: TpmPlace;
  /** A file with the value of authorisation of the owner hierarchy in one line; absent where the hierarchy has none. */
  readonly ownerAuthFile?: string | undefined;
}

export interface TpmOptions extends TpmSettings {
  readonly clock: Clock;
  /** Refuses a TPM whose manufacturer is not a known maker of chips. */
  readonly hardwareOnly: boolean;
  /** Limit of one command, ms. */
  readonly commandMs: number;
}

export interface OpenedTpm {
  readonly tpm: Tpm;
  readonly facts: TpmFacts;
  /** Parent of the keys. */
  readonly storageRoot: TpmObject;
  /** Salted to the storage root key. Commands that use it run one after another. */
  readonly session: TpmSession;
  /** Authorises the owner hierarchy. */
  readonly owner: SessionUse;
  /** Removes what is loaded, as far as the TPM answers. Never rejects. */
  close(): Promise<void>;
}

/**
 * Rejects with `DeviceError`: `disconnected`, `timed-out`, `aborted`, `not-permitted` (file rights, the owner's value),
 * `unsupported` (a software TPM where hardware is needed, a function that it lacks), `corrupt`.
 */
export async function openTpm(options: TpmOptions, signal: AbortSignal): Promise<OpenedTpm> {
  const limits = { limitMs: options.commandMs, signal };
  const transport = await openTransport(options.place, options.clock, limits);
  const tpm = new Tpm(transport, options.clock, options.commandMs);
  const onAbort = (): void => tpm.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) throw tpmFault('aborted', 'the connection to the TPM was cancelled');
    return await inTpm(tpm, () => begin(tpm, options));
  } catch (error) {
    tpm.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Turns a refusal of the TPM into a `DeviceError`. */
export async function inTpm<T>(tpm: Tpm, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof TpmError)) throw error;
    if (!error.is('lockout')) throw deviceErrorOf(error);
    const state = await lockoutOf(tpm).catch(() => undefined);
    throw lockedOut(state?.recoveryS, error);
  }
}

async function begin(tpm: Tpm, options: TpmOptions): Promise<OpenedTpm> {
  if (tpm.keepsObjects) await startAfresh(tpm);
  const facts = await factsOf(tpm);
  if (options.hardwareOnly && !isOfChipMaker(facts)) {
    throw tpmFault(
      'unsupported',
      `production needs a TPM of a known manufacturer of chips; this one says ${JSON.stringify(facts.manufacturer)}, as software does`,
    );
  }
  const ownerValue =
    options.ownerAuthFile === undefined
      ? new Uint8Array()
      : await readPrivateLine(options.ownerAuthFile, "the TPM's owner authorisation");
  const storageRoot = await deriveStorageRoot(tpm, ownerValue);
  const session = await startSession(tpm, 'hmac', storageRoot);
  return {
    tpm,
    facts,
    storageRoot,
    session,
    owner: withValue(session, ownerValue),
    async close() {
      ownerValue.fill(0);
      session.wipe();
      if (tpm.keepsObjects) await flushAll(tpm).catch(() => undefined);
      tpm.close();
    },
  };
}

async function deriveStorageRoot(tpm: Tpm, ownerValue: Uint8Array): Promise<TpmObject> {
  const plain = await startSession(tpm, 'hmac');
  try {
    const made = await createPrimary(tpm, HANDLE.owner, STORAGE_ROOT_TEMPLATE, withValue(plain, ownerValue));
    const uniqueBytes = 2 * (2 + COORDINATE_BYTES);
    if (!isMadeBy(made.publicArea.bytes, STORAGE_ROOT_TEMPLATE, uniqueBytes)) {
      throw tpmFault('corrupt', 'the TPM made another storage root key than it was asked for');
    }
    return made;
  } catch (error) {
    if (!(error instanceof TpmError) || !error.is('authFail', 'badAuth')) throw error;
    throw tpmFault(
      'not-permitted',
      "the TPM refuses the owner's value of authorisation: it must be in the file of the setting, or empty without one",
      error,
    );
  } finally {
    await flush(tpm, plain.handle).catch(() => undefined);
  }
}

/** A TPM without Linux' resource manager: no other program has started it, or removed the objects of an earlier connection. */
async function startAfresh(tpm: Tpm): Promise<void> {
  try {
    await tpm.run({ name: 'startup', parameters: [u16(STARTUP_CLEAR)] }, () => undefined);
  } catch (error) {
    if (!(error instanceof TpmError) || !error.is('initialize')) throw error;
  }
  await flushAll(tpm);
}

async function flushAll(tpm: Tpm): Promise<void> {
  const { transient, loadedSession } = HANDLE_RANGE;
  for (const kind of [transient, loadedSession]) {
    for (const handle of await handlesFrom(tpm, kind)) await flush(tpm, handle);
  }
}
