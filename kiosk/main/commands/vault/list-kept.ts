import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRegistrationStore } from '../../../lists/registration/registration-store.ts';
import { CAPTURES_FILE, REGISTRATIONS_FILE } from '../../storage/lane-storage.ts';
import { openCaptureStore } from '../../../vault/captures/capture-store.ts';
import type { KeptClass } from '../../../vault/captures/kept-class.ts';
import type { KeyConfig } from '../../../lane/devices/initialised-keys.ts';

export interface KeptCount {
  readonly count: number;
  /** Time of the next erasure, ISO 8601; `null` when there is none. */
  readonly nextDue: string | null;
}

/** Counts the stored records of each class, without identities. Works whether or not the lane runs. */
export async function listKept({ dataDir }: KeyConfig): Promise<Readonly<Record<KeptClass | 'registered', KeptCount>>> {
  const captures = existsSync(join(dataDir, CAPTURES_FILE))
    ? await openCaptureStore(join(dataDir, CAPTURES_FILE))
    : undefined;
  const registrations = existsSync(join(dataDir, REGISTRATIONS_FILE))
    ? await openRegistrationStore(join(dataDir, REGISTRATIONS_FILE))
    : undefined;
  const ofClass = async (keptAs: KeptClass) =>
    keptOf((await captures?.count(keptAs)) ?? 0, await captures?.nextDue(keptAs));
  try {
    return {
      referred: await ofClass('referred'),
      resolved: await ofClass('resolved'),
      'after-doubt': await ofClass('after-doubt'),
      'legal-hold': await ofClass('legal-hold'),
      registered: keptOf((await registrations?.count()) ?? 0, await registrations?.nextDue()),
    };
  } finally {
    await captures?.close();
    await registrations?.close();
  }
}

function keptOf(count: number, nextDue: number | undefined): KeptCount {
  return { count, nextDue: nextDue === undefined ? null : new Date(nextDue).toISOString() };
}
