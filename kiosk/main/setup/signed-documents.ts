/** The documents that two people signed, in a folder that a technician brings. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRAND_FORM } from '../../../server/contract/brand/brand.ts';
import { OFFICER_KEYS_FORM } from '../../../server/contract/officer-keys.ts';
import { PARTNER_TERMS_FORM } from '../../../server/contract/partner-terms.ts';
import { RETENTION_POLICY_FORM } from '../../../server/contract/retention.ts';
import { type DocumentForm, type DocumentKind, judgeDocument } from '../../../server/contract/signed-document.ts';
import { readSignedFile } from '../../fleet/signed-documents/load-document.ts';
import type { Environment } from '../../platform/config/environment.ts';
import { DECISION_POLICY_FORM } from '../../rules/decision/signed-policy.ts';
import { NOTICE_FORM } from '../../rules/notice/signed-notice.ts';

interface Place {
  readonly form: DocumentForm<{ readonly number: number; readonly validFrom: number }>;
  readonly setting: keyof Environment;
}

/** The kinds that a lane reads from a file of its settings. */
const PLACES: { readonly [Kind in DocumentKind]?: Place } = {
  'decision-policy': { form: DECISION_POLICY_FORM, setting: 'POSTERN_KIOSK_POLICY_FILE' },
  notice: { form: NOTICE_FORM, setting: 'POSTERN_KIOSK_NOTICE_FILE' },
  'retention-policy': { form: RETENTION_POLICY_FORM, setting: 'POSTERN_KIOSK_RETENTION_FILE' },
  'officer-keys': { form: OFFICER_KEYS_FORM, setting: 'POSTERN_KIOSK_OFFICER_KEYS_FILE' },
  brand: { form: BRAND_FORM, setting: 'POSTERN_KIOSK_BRAND_FILE' },
  'partner-terms': { form: PARTNER_TERMS_FORM, setting: 'POSTERN_KIOSK_PARTNER_TERMS_FILE' },
};

export interface FoundDocument {
  readonly setting: keyof Environment;
  /** The file's name for the lane, such as `notice.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FoundDocuments {
  /** The newest of each kind. */
  readonly documents: readonly FoundDocument[];
  /** Certificates and lists of issuing states: paths in the folder `trust`. */
  readonly trust: readonly string[];
  /** Sentences about signed documents that are not in force. */
  readonly faults: readonly string[];
}

const TRUST = 'trust';

/**
 * @param keys of the signers, hex
 * @throws errors of the file system when the folder cannot be read
 */
export function findDocuments(folder: string, keys: readonly string[], nowMs: number): FoundDocuments {
  const newest = new Map<DocumentKind, { readonly number: number; readonly found: FoundDocument }>();
  const faults: string[] = [];
  for (const file of filesIn(folder)) {
    const signed = signedIn(join(folder, file));
    const place = signed && PLACES[signed.kind];
    if (signed === undefined || place === undefined) continue;
    const judged = judgeDocument(place.form, signed, { keys, before: undefined, nowMs });
    if (judged.kind === 'refused') {
      faults.push(`${join(folder, file)}: ${judged.why}.`);
      continue;
    }
    const { number } = judged.document.content;
    if (number < (newest.get(signed.kind)?.number ?? 0)) continue;
    const bytes = readFileSync(join(folder, file));
    newest.set(signed.kind, { number, found: { setting: place.setting, name: `${signed.kind}.json`, bytes } });
  }
  return { documents: [...newest.values()].map(({ found }) => found), trust: trustIn(folder), faults };
}

/** `undefined`: another file. */
function signedIn(file: string) {
  try {
    return readSignedFile(file);
  } catch {
    return undefined;
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => name)
    .toSorted();

function trustIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, TRUST), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, TRUST).length + 1))
      .toSorted();
  } catch {
    return [];
  }
}
