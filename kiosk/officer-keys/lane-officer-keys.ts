/** The list of officers' keys on this lane: read at the start, and again when the operator puts a newer file in its place. */
import type { Clock } from '../../hardware/clock/clock.ts';
import { OFFICER_KEYS_FORM } from '../../server/contract/officer-keys.ts';
import type { KioskConfig } from '../config.ts';
import { documentAt } from '../config-file.ts';
import type { LogEvent } from '../events.ts';
import { memoryFileOf } from '../signed-documents/document-memory.ts';
import { followDocument } from '../signed-documents/follow-document.ts';
import { type OfficerKeys, officerKeysOf } from './officer-keys.ts';

export interface LaneOfficerKeysOptions {
  readonly config: Pick<KioskConfig, 'officerKeysFile' | 'signerKeys' | 'dataDir'>;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export interface LaneOfficerKeys {
  /** The list in force; `undefined` where the lane has none. */
  now(): OfficerKeys | undefined;
  /** Reads the file again as it changes, until `close`. */
  follow(): void;
  close(): void;
}

/** Throws `ConfigError` where the file that is named holds no list in force. */
export function openOfficerKeys({ config, clock, log }: LaneOfficerKeysOptions): LaneOfficerKeys {
  const { officerKeysFile: file, signerKeys, dataDir } = config;
  if (file === undefined) return { now: () => undefined, follow: () => undefined, close: () => undefined };
  const source = { file, keys: signerKeys ?? [], memoryFile: memoryFileOf(dataDir, 'officer-keys') };
  const followed = documentAt('POSTERN_KIOSK_OFFICER_KEYS_FILE', () =>
    followDocument({
      ...{ form: OFFICER_KEYS_FORM, source, clock },
      onLook(found) {
        if (found.kind === 'in-force') take();
        else log({ event: 'document-refused', kind: 'officer-keys', code: found.code });
      },
    }),
  );
  let current = officerKeysOf(followed.now());
  const take = (): void => {
    current = officerKeysOf(followed.now());
    log({ event: 'document', kind: 'officer-keys', number: current.number });
  };
  take();
  return { now: () => current, follow: () => followed.follow(), close: () => followed.close() };
}
