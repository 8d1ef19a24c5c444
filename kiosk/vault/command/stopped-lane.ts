/** Everything that a lane keeps, opened while the lane does not run: for the commands that erase and verify. */
import { join } from 'node:path';
import type { Clock } from '../../../hardware/clock/clock.ts';
import { systemClock } from '../../../hardware/clock/system.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { openRegisteredTravellers, type RegisteredTravellers } from '../../finger/registered-travellers.ts';
import { openJournal } from '../../journal.ts';
import { type FaceRegistrations, openFaceRegistrations } from '../../registration/face-registrations.ts';
import { createErasureReceipts, type ErasureKind, type ErasureReceipts } from '../../retention/erasure-receipts.ts';
import { keepTime } from '../../retention/kept-time.ts';
import { retentionInForce } from '../../retention/retention-of-lane.ts';
import { erasureReporter } from '../../uplink/reporter.ts';
import { type CaptureStore, openCaptureStore } from '../capture-store.ts';
import { type EpochKeys, openEpochKeys } from '../keys/epoch-keys.ts';
import type { KeyClass } from '../keys/key-class.ts';
import { openKeyStore } from '../keys/key-store.ts';
import { type KeyConfig, keyDirOf, openInitialised } from './key-config.ts';

export interface StoppedLane {
  readonly element: SecureElement;
  readonly epochKeys: EpochKeys;
  readonly captures: CaptureStore;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  /** Counts what is asked for as due. */
  receiptsFor(due: (kind: ErasureKind) => Promise<number>): ErasureReceipts;
}

export const CAPTURES_FILE = 'vault.sqlite';
export const REGISTRATIONS_FILE = 'registrations.sqlite';
/** In the key store's folder: apart from the records, and in no backup. */
export const SALTS_FILE = 'registration-salts.sqlite';
export const PSEUDONYM_KEY_FILE = 'registration-pseudonym-2.key';

/** Rejects with `KeyError` `in-use` while the lane runs: its reports are numbered by one process alone. */
export async function withStoppedLane<T>(config: KeyConfig, use: (lane: StoppedLane) => Promise<T>): Promise<T> {
  const element = await openInitialised(config);
  const undo: (() => Promise<unknown>)[] = [() => element.disconnect()];
  try {
    const time = keepTime(systemClock, join(config.dataDir, 'time.json'));
    const clock: Clock = { ...systemClock, wallMs: time.nowMs };
    const retention = retentionInForce(config, clock.wallMs());
    const destroyed: [KeyClass, string][] = [];
    const epochKeys = await openEpochKeys({
      provider: element,
      store: await openKeyStore(keyDirOf(config)),
      clock,
      onDestroyed: (keyClass, keyId) => destroyed.push([keyClass, keyId]),
    });
    undo.push(() => epochKeys.close());
    const captures = await openCaptureStore(join(config.dataDir, CAPTURES_FILE));
    undo.push(() => captures.close());
    const registrations = await openRegisteredTravellers({
      file: join(config.dataDir, REGISTRATIONS_FILE),
      keyFile: join(config.dataDir, PSEUDONYM_KEY_FILE),
      epochKeys,
      clock,
      retentionMs: retention.limitMs('registered-traveller'),
    });
    undo.push(() => registrations.close());
    const faceRegistrations = await openFaceRegistrations({
      store: registrations.store,
      saltFile: join(keyDirOf(config), SALTS_FILE),
      provider: element,
      epochKeys,
      clock,
      retentionMs: retention.limitMs('registered-traveller'),
    });
    undo.push(() => faceRegistrations.close());
    const journal = await openJournal(config.dataDir);
    undo.push(() => journal.close());
    const report = erasureReporter({
      kioskId: config.kioskId,
      clock,
      outbox: journal.outbox,
      secureElement: element,
    });
    return await use({
      element,
      epochKeys,
      captures,
      registrations,
      faceRegistrations,
      receiptsFor: (due) =>
        createErasureReceipts({
          ...{ notes: journal.erasures, nowMs: time.nowMs, retentionDigest: retention.digest, due, report },
          keysDestroyed: () => destroyed.splice(0),
        }),
    });
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  }
}
