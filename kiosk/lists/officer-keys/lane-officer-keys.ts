/** The list of officers' keys on this lane: read at start, and again when the operator replaces the file. */
import type { Clock } from '../../../hardware/host/clock.ts';
import {
  type ListedOfficerKey,
  OFFICER_KEYS_FORM,
  type OfficerKeyList,
} from '../../../server/contract/officer-keys.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { documentAt, DocumentError } from '../../fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { followDocument } from '../../fleet/signed-documents/follow-document.ts';
import { type OfficerKeys, officerKeysOf } from './officer-keys.ts';

export interface LaneOfficerKeysOptions {
  readonly config: Pick<KioskConfig, 'mode' | 'officerKeysFile' | 'signerKeys' | 'dataDir' | 'keyDir'>;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export interface LaneOfficerKeys {
  /** The list in force; `undefined` when the lane has none. */
  now(): OfficerKeys | undefined;
  /** Reads the file again as it changes, until `close`. */
  follow(): void;
  close(): void;
}

/** Throws `ConfigError` when the configured file does not contain a list in force. */
export function openOfficerKeys({ config, clock, log }: LaneOfficerKeysOptions): LaneOfficerKeys {
  const { mode, officerKeysFile: file, signerKeys, dataDir, keyDir } = config;
  if (file === undefined) return { now: () => undefined, follow: () => undefined, close: () => undefined };
  const source = { file, keys: signerKeys ?? [], memoryFile: memoryFileOf({ dataDir, keyDir }, 'officer-keys') };
  const isForHere = ({ keys }: OfficerKeyList): boolean => mode === 'development' || !keys.some(isOfDevelopment);
  const followed = documentAt('POSTERN_KIOSK_OFFICER_KEYS_FILE', () => {
    const document = followDocument({
      form: OFFICER_KEYS_FORM,
      source,
      clock,
      onLook(found) {
        if (found.kind === 'in-force' && isForHere(found.document.content)) take();
        else {
          const code = found.kind === 'refused' ? found.code : 'invalid';
          log({ event: 'document-refused', kind: 'officer-keys', code });
        }
      },
    });
    if (isForHere(document.now().content)) return document;
    throw new DocumentError('invalid', 'it lists invented people of development, and this is production');
  });
  let current = officerKeysOf(followed.now());
  const take = (): void => {
    current = officerKeysOf(followed.now());
    log({ event: 'document', kind: 'officer-keys', number: current.number });
  };
  take();
  return { now: () => current, follow: () => followed.follow(), close: () => followed.close() };
}

/** Their keys are in software, and the development server gives them to any page. */
function isOfDevelopment({ officerId }: ListedOfficerKey): boolean {
  return officerId.startsWith('development-');
}
