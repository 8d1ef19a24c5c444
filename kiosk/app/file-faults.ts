/**
 * What production refuses in the files that a lane is given: secrets that others on the machine can read, and documents that are not in force.
 * Looked at when the lane starts, together with its settings, so that one list has every fault. Commands that only open what is kept do without:
 * a damaged notice must not keep an operator from erasing captures.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OFFICER_KEYS_FORM } from '../../server/contract/officer-keys.ts';
import { RETENTION_POLICY_FORM } from '../../server/contract/retention.ts';
import type { DocumentForm } from '../../server/contract/signed-document.ts';
import { DECISION_POLICY_FORM } from '../decision/signed-policy.ts';
import type { Settings } from '../config/environment.ts';
import { NOTICE_FORM } from '../notice/signed-notice.ts';
import { newestRetentionFile } from '../retention/retention-of-lane.ts';
import { DocumentError } from '../signed-documents/document-error.ts';
import { memoryFileOf } from '../signed-documents/document-memory.ts';
import { judgeSigned, readSignedFile } from '../signed-documents/load-document.ts';

/** The settings that name a file with a secret in it. */
const SECRETS = [
  'POSTERN_KIOSK_PKCS11_PIN_FILE',
  'POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE',
  'POSTERN_KIOSK_EVIDENCE_KEY_FILE',
  'POSTERN_KIOSK_ENROLMENT_CODE_FILE',
] as const;

const DOCUMENTS: Readonly<Record<string, DocumentForm<{ readonly number: number; readonly validFrom: number }>>> = {
  POSTERN_KIOSK_POLICY_FILE: DECISION_POLICY_FORM,
  POSTERN_KIOSK_NOTICE_FILE: NOTICE_FORM,
  POSTERN_KIOSK_RETENTION_FILE: RETENTION_POLICY_FORM,
  POSTERN_KIOSK_OFFICER_KEYS_FILE: OFFICER_KEYS_FORM,
};

/** One fault a line; none in development. */
export function fileFaults(settings: Settings, nowMs: number): string[] {
  if (settings['POSTERN_MODE'] !== 'production') return [];
  return [...secretFaults(settings), ...documentFaults(settings, nowMs)];
}

/** A file that is not there is the fault of what reads it: a one-time code is gone once it was used. */
function secretFaults(settings: Settings): string[] {
  return SECRETS.flatMap((name) => {
    const file = settings[name];
    return file !== undefined && file !== '' && canBeReadByOthers(file)
      ? [`${name}: the file must be for its owner alone (mode 0600 or 0400): group or others have access to it`]
      : [];
  });
}

function canBeReadByOthers(file: string): boolean {
  try {
    return (statSync(file).mode & 0o077) !== 0;
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
    if (file === undefined || file === '') return [];
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
