/**
 * Development only: a signed list with one invented customs office, so that the traders' portal can take declarations. The office's key is
 * sealed to a custodian whose key is in the same folder, so that its later lists keep the key.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import { bytesOf, documentBytes, readContent, readSignedDocument } from '../../server/contract/signed-document.ts';
import { FIELD_GROUPS, OFFICE_KEYS_FORM, type OfficeKeyList } from '../../server/contract/office-keys.ts';
import { signedByTwo, signerKeysOf } from './development-signers.ts';
import { runCommand } from './program.ts';

const COMMAND = 'server/main/commands/office-keys.js';
const OFFICE = 'XX000001';
const CUSTODIAN = 'development-custodian';
const VALID_DAYS = 400;
/** A list that ends within this time is replaced at the next start. */
const RENEW_MS = 30 * 86_400_000;

export interface DevelopmentOffices {
  readonly file: string;
  /** The public keys of both signers, hex, for the server's configuration. */
  readonly signerKeys: string;
}

/** Makes the list in this folder at the first start, and a newer one when it ends soon. Rejects when a command fails. */
export async function haveDevelopmentOffices(folder: string, nowMs: number): Promise<DevelopmentOffices> {
  makeFolderSync(folder);
  const [file, key, terms, draft] = ['offices.json', 'custodian.json', 'terms.json', 'draft.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const present = listIn(file);
  if (present?.list.offices.every(({ validUntil }) => validUntil - RENEW_MS > nowMs) === true)
    return { file, signerKeys: present.signerKeys };
  if (!existsSync(terms)) {
    rmSync(key, { force: true });
    const { member } = await runCommand(COMMAND, ['key', key, '--officer', CUSTODIAN], {});
    const office = { office: OFFICE, reads: 'all', groups: FIELD_GROUPS, members: [member] };
    replaceFileSync(terms, JSON.stringify({ validDays: VALID_DAYS, offices: [office] }));
  }
  rmSync(draft, { force: true });
  const before = present === undefined ? [] : ['--after', file, '--key', key];
  await runCommand(COMMAND, ['propose', terms, draft, ...before], {});
  const list = OFFICE_KEYS_FORM.schema.parse(JSON.parse(readFileSync(draft, 'utf8')));
  const signed = signedByTwo('office-keys', documentBytes(OFFICE_KEYS_FORM, list));
  replaceFileSync(file, JSON.stringify(signed));
  return { file, signerKeys: signerKeysOf(signed) };
}

function listIn(file: string): { readonly list: OfficeKeyList; readonly signerKeys: string } | undefined {
  if (!existsSync(file)) return undefined;
  const signed = readSignedDocument(JSON.parse(readFileSync(file, 'utf8')));
  const bytes = signed && bytesOf(OFFICE_KEYS_FORM, signed);
  const read = bytes && readContent(OFFICE_KEYS_FORM, bytes);
  return signed !== undefined && read?.kind === 'read'
    ? { list: read.content, signerKeys: signerKeysOf(signed) }
    : undefined;
}
