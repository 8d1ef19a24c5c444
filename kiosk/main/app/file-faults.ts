/**
 * Faults of files that production and rehearsal refuse: secrets that other users can read, and documents that are not in force.
 * Checked when the lane starts, together with the settings, so that one list has every fault. Commands do not check
 * them, because a damaged notice must not prevent an operator from erasing captures.
 */
import { allowsSoftwareKeys, isProtected, modeOf } from '../../../hardware/host/mode.ts';
import { resolve } from 'node:path';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { BRAND_FORM } from '../../../server/contract/brand/brand.ts';
import { OFFICER_KEYS_FORM } from '../../../server/contract/officer-keys.ts';
import { RETENTION_POLICY_FORM } from '../../../server/contract/retention.ts';
import type { DocumentForm } from '../../../server/contract/signed-document.ts';
import { DECISION_POLICY_FORM } from '../../rules/decision/signed-policy.ts';
import type { Settings } from '../../platform/config/environment.ts';
import { releasedName } from '../../platform/config/released.ts';
import { NOTICE_FORM } from '../../rules/notice/signed-notice.ts';
import { newestRetentionFile } from '../../vault/retention/retention-of-lane.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { filesIn } from '../../lists/trust/operator-files.ts';
import { KEY_SUFFIX } from '../../lists/trust/terminal-files.ts';
import { judgeSigned, readSignedFile } from '../../fleet/signed-documents/load-document.ts';

/** The settings of files with secrets. */
const SECRETS = [
  'POSTERN_KIOSK_PKCS11_PIN_FILE',
  'POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE',
  'POSTERN_KIOSK_EVIDENCE_KEY_FILE',
  'POSTERN_KIOSK_ENROLMENT_CODE_FILE',
  'POSTERN_KIOSK_TPM_OWNER_AUTH_FILE',
] as const;

const DOCUMENTS: Readonly<Record<string, DocumentForm<{ readonly number: number; readonly validFrom: number }>>> = {
  POSTERN_KIOSK_POLICY_FILE: DECISION_POLICY_FORM,
  POSTERN_KIOSK_NOTICE_FILE: NOTICE_FORM,
  POSTERN_KIOSK_BRAND_FILE: BRAND_FORM,
  POSTERN_KIOSK_RETENTION_FILE: RETENTION_POLICY_FORM,
  POSTERN_KIOSK_OFFICER_KEYS_FILE: OFFICER_KEYS_FORM,
};

/** One fault per entry; none in development. */
export function fileFaults(settings: Settings, nowMs: number): string[] {
  const mode = modeOf(settings);
  if (!isProtected(mode)) return [];
  return [
    ...secretFaults(settings),
    ...(allowsSoftwareKeys(mode) ? [] : terminalFaults(settings)),
    ...documentFaults(settings, nowMs),
  ];
}

/** A missing file is reported by its reader. The file of a one-time code is deleted after use. */
function secretFaults(settings: Settings): string[] {
  return SECRETS.flatMap((name) => {
    const file = settings[name];
    return file !== undefined && file !== '' && canBeReadByOthers(file)
      ? [`${name}: the file must be for its owner alone (mode 0600 or 0400): group or others have access to it`]
      : [];
  });
}

/** A missing folder is reported by its reader. */
function terminalFaults({ POSTERN_KIOSK_TERMINAL_DIR: folder }: Settings): string[] {
  const files = folder === undefined || folder === '' ? [] : filesIn(resolve(folder));
  if (!files.some((file) => file.endsWith(KEY_SUFFIX))) return [];
  return [
    'POSTERN_KIOSK_TERMINAL_DIR: production refuses private keys in files (*.key): make them in the secure element with postern-lane terminal make',
  ];
}

function canBeReadByOthers(file: string): boolean {
  try {
    return isFileExposed(file);
  } catch {
    return false;
  }
}

function documentFaults(settings: Settings, nowMs: number): string[] {
  const { POSTERN_KIOSK_SIGNER_KEYS: signers = '', POSTERN_KIOSK_DATA_DIR: dataDir = '.data/kiosk' } = settings;
  const keyDir = settings['POSTERN_KIOSK_KEY_DIR'] || undefined;
  const keys = signers.split(',');
  return Object.entries(DOCUMENTS).flatMap(([name, form]) => {
    const file = settings[name];
    if (file === undefined || file === '' || releasedName(file) !== undefined) return [];
    const memoryFile = memoryFileOf({ dataDir: resolve(dataDir), keyDir: keyDir && resolve(keyDir) }, form.kind);
    try {
      const named = form.kind === 'retention-policy' ? newestRetentionFile(resolve(dataDir), file) : file;
      judgeSigned(form, readSignedFile(named), { keys, memoryFile }, nowMs);
      return [];
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return [`${name}: ${error.code}: ${error.message}`];
    }
  });
}
