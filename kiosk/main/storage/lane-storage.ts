/** All stored data of a lane, opened by the lane, or by commands while the lane is stopped. */
import { markOf } from '../../../server/contract/rehearsal.ts';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import { openRegisteredTravellers, type RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import { type Journal, openJournal } from './journal.ts';
import { keyDirOf } from '../../platform/base/key-dir.ts';
import { memoryFileIn } from '../../platform/base/memory-file.ts';
import { type FaceRegistrations, openFaceRegistrations } from '../../lists/registration/face-registrations.ts';
import {
  createErasureReceipts,
  type ErasureKind,
  type ErasureReceipts,
} from '../../vault/retention/erasure-receipts.ts';
import { type KeptTime, keepTime } from './kept-time.ts';
import type { LiveRetention } from '../../vault/retention/retention.ts';
import { retentionInForce } from '../../vault/retention/retention-of-lane.ts';
import { erasureReporter } from '../../fleet/uplink/reporter.ts';
import { type CaptureStore, openCaptureStore } from '../../vault/captures/capture-store.ts';
import { type EpochKeys, openEpochKeys } from '../../vault/captures/keys/epoch-keys.ts';
import { KEPT_CLASSES } from '../../vault/captures/kept-class.ts';
import type { KeyClass } from '../../vault/captures/keys/key-class.ts';
import { openKeyStore } from '../../vault/captures/keys/key-store.ts';
import { createVault, type Vault } from '../../vault/captures/vault.ts';

/** In the lane's data folder. */
export const CAPTURES_FILE = 'vault.sqlite';
export const REGISTRATIONS_FILE = 'registrations.sqlite';
export const PSEUDONYM_KEY_FILE = 'registration-pseudonym-2.key';
/** In the key store's folder: separate from the records, and in no backup. */
const SALTS_FILE = 'registration-salts.sqlite';

export type LaneStorageConfig = Pick<
  KioskConfig,
  'mode' | 'dataDir' | 'keyDir' | 'kioskId' | 'retentionFile' | 'signerKeys'
>;

/** The clock and the storage times. */
export interface LaneStorageTerms {
  readonly time: KeptTime;
  /** The machine's clock with the reliable wall time, which determines storage times. */
  readonly clock: Clock;
  readonly retention: LiveRetention;
}

/** Throws `ConfigError` for a retention policy that is not in force. */
export function laneStorageTerms(config: LaneStorageConfig, machineClock: Clock): LaneStorageTerms {
  const { time, clock } = keptTime(config, machineClock);
  return { time, clock, retention: retentionInForce(config, clock.wallMs()) };
}

/** Throws `MemoryError`. */
export function keptTime(
  config: Pick<LaneStorageConfig, 'dataDir' | 'keyDir'>,
  machineClock: Clock,
): Omit<LaneStorageTerms, 'retention'> {
  const time = keepTime(machineClock, memoryFileIn(config, 'time'));
  return { time, clock: { ...machineClock, wallMs: time.nowMs } };
}

export interface LaneStorage {
  readonly epochKeys: EpochKeys;
  readonly captures: CaptureStore;
  /** Uses `captures` and closes it. */
  readonly vault: Vault;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly journal: Journal;
  readonly receipts: ErasureReceipts;
  close(): Promise<void>;
}

export interface LaneStorageOptions extends LaneStorageTerms {
  readonly secureElement: SecureElement;
  /** Called after each report of an erasure that became durable. */
  readonly onReport?: () => void;
}

/**
 * Rejects with `KeyError` `in-use` while another process has it open, with `DeviceError`, or a database error;
 * everything is closed then.
 */
export async function openLaneStorage(config: LaneStorageConfig, options: LaneStorageOptions): Promise<LaneStorage> {
  const { time, clock, retention, secureElement, onReport } = options;
  const { dataDir, kioskId } = config;
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  /** Keys that are destroyed during opening, until they are reported. */
  const destroyed: [KeyClass, string][] = [];
  try {
    const epochKeys = await openEpochKeys({
      provider: secureElement,
      store: await openKeyStore(keyDirOf(config)),
      clock,
      onDestroyed: (keyClass, keyId) => destroyed.push([keyClass, keyId]),
    });
    undo.push(() => epochKeys.close());
    const captures = await openCaptureStore(join(dataDir, CAPTURES_FILE));
    const vault = createVault({ kioskId, clock, epochKeys, store: captures });
    undo.push(() => vault.close());
    const journal = await openJournal(dataDir, markOf(config.mode));
    undo.push(() => journal.close());
    const retentionMs = () => retention.limitMs('registered-traveller');
    const registrations = await openRegisteredTravellers({
      file: join(dataDir, REGISTRATIONS_FILE),
      keyFile: join(dataDir, PSEUDONYM_KEY_FILE),
      epochKeys,
      clock,
      retentionMs,
    });
    undo.push(() => registrations.close());
    const faceRegistrations = await openFaceRegistrations({
      store: registrations.store,
      saltFile: join(keyDirOf(config), SALTS_FILE),
      provider: secureElement,
      epochKeys,
      clock,
      retentionMs,
    });
    undo.push(() => faceRegistrations.close());

    const due = async ({ retentionClass, cause, transactionId }: ErasureKind, atMs: number): Promise<number> => {
      if (transactionId !== undefined) return (await vault.keeping.of(transactionId))?.captures ?? 0;
      // A request erases everything, also data that is not due
      const until = cause === 'on-request' ? Number.MAX_SAFE_INTEGER : atMs;
      const keptAs = KEPT_CLASSES.find((name) => name === retentionClass);
      if (keptAs !== undefined) return vault.countDue(keptAs, until);
      if (retentionClass === 'registered-traveller') return registrations.countDue(until);
      return journal.inspections.countBefore(atMs - retention.limitMs('inspection-records'));
    };
    const report = erasureReporter({ kioskId, clock, outbox: journal.outbox, secureElement });
    const receipts = createErasureReceipts({
      notes: journal.erasures,
      nowMs: time.nowMs,
      retentionDigest: () => retention.digest,
      due,
      async report(receipt) {
        await report(receipt);
        onReport?.();
      },
      keysDestroyed: () => destroyed.splice(0),
    });
    return { epochKeys, captures, vault, registrations, faceRegistrations, journal, receipts, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}
