/**
 * `postern-server office-keys`, on a machine away from the server:
 *
 * - `key FILE --officer ID` makes the key of a custodian and prints the public part;
 * - `propose TERMS DRAFT [--after SIGNED --key FILE]` drafts the list of offices, numbered after the signed list. Two people sign it.
 * - `readers SIGNED FILE` writes the public part of the signed list for traders who seal in their own program, and prints its digest, which the
 *   authority gives to each of them outside the server.
 *
 * Prints one JSON line. Exit codes: 0 done, 1 refused, 64 wrong arguments.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { faultsOf } from '../../contract/fault.ts';
import { OFFICE_KEYS_FORM, type OfficeKeyList } from '../../contract/office-keys.ts';
import { bytesOf, readContent, readSignedDocument } from '../../contract/signed-document.ts';
import {
  custodianSchema,
  draftOffices,
  officeTermsSchema,
  publicKeyOf,
} from '../../goods/declarations/office-keys/draft-offices.ts';
import { readersDigest, readersOf } from '../../goods/declarations/sealing/readers.ts';
import { KEY_BYTES } from '../../goods/declarations/sealing/sealed-form.ts';

const USAGE = [
  'key FILE --officer ID                           makes the key of a custodian',
  'propose TERMS DRAFT [--after SIGNED --key FILE] writes the draft of the list of offices',
  'readers SIGNED FILE                             writes the offices for traders who seal themselves, and prints their digest',
];

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) return print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  if (asked.command === 'key') return makeKey(asked.file, asked.officer);
  return asked.command === 'readers' ? writeReaders(asked.signed, asked.file) : propose(asked);
}

async function makeKey(file: string, officerId: string): Promise<void> {
  const seed = randomBytes(KEY_BYTES);
  const custodian = custodianSchema.safeParse({ officerId, seed: encodeBase64Url(seed) });
  if (!custodian.success) return print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  const publicKey = await publicKeyOf(seed);
  seed.fill(0);
  const outcome = createFileSync(file, `${JSON.stringify(custodian.data)}\n`, { mode: 0o600 });
  if (outcome === 'exists') return print({ kind: 'refused', code: 'file-exists' }, 1);
  print({ kind: 'made', file, member: { officerId: custodian.data.officerId, publicKey } }, 0);
}

async function propose({ terms: termsFile, draft, after, key }: Propose): Promise<void> {
  if (existsSync(draft)) return print({ kind: 'refused', code: 'file-exists' }, 1);
  const terms = officeTermsSchema.safeParse(jsonIn(termsFile));
  if (!terms.success) return print({ kind: 'refused', code: 'no-terms', faults: faultsOf(terms.error) }, 1);
  const custodian = key === undefined ? undefined : readAs(custodianSchema, key);
  if (key !== undefined && custodian === undefined) return print({ kind: 'refused', code: 'no-key' }, 1);
  const before = after === undefined ? undefined : signedListIn(after);
  if (after !== undefined && before === undefined) return print({ kind: 'refused', code: 'no-signed-list' }, 1);
  const drafted = await draftOffices(terms.data, before, custodian, Math.round(backgroundClock.wallMs()));
  if (drafted.kind === 'refused') return print(drafted, 1);
  const { list, kept, made } = drafted;
  const checked = OFFICE_KEYS_FORM.schema.safeParse(list);
  if (!checked.success) return print({ kind: 'refused', code: 'no-valid-list', faults: faultsOf(checked.error) }, 1);
  const outcome = createFileSync(draft, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o644 });
  if (outcome === 'exists') return print({ kind: 'refused', code: 'file-exists' }, 1);
  print({ kind: 'written', file: draft, number: list.number, offices: list.offices.length, kept, made }, 0);
}

function writeReaders(signed: string, file: string): void {
  const list = signedListIn(signed);
  if (list === undefined) return print({ kind: 'refused', code: 'no-signed-list' }, 1);
  const readers = readersOf(list);
  const outcome = createFileSync(file, `${JSON.stringify(readers, null, 2)}\n`, { mode: 0o644 });
  if (outcome === 'exists') return print({ kind: 'refused', code: 'file-exists' }, 1);
  const { number, offices } = readers;
  print({ kind: 'written', file, number, offices: offices.length, digest: readersDigest(readers) }, 0);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function readAs<T>(schema: z.ZodType<T>, file: string): T | undefined {
  return schema.safeParse(jsonIn(file)).data;
}

function signedListIn(file: string): OfficeKeyList | undefined {
  const signed = readSignedDocument(jsonIn(file));
  const bytes = signed?.kind === 'office-keys' ? bytesOf(OFFICE_KEYS_FORM, signed) : undefined;
  const read = bytes === undefined ? undefined : readContent(OFFICE_KEYS_FORM, bytes);
  return read?.kind === 'read' ? read.content : undefined;
}

interface Propose {
  readonly command: 'propose';
  readonly terms: string;
  readonly draft: string;
  readonly after: string | undefined;
  readonly key: string | undefined;
}
type Asked =
  | Propose
  | { readonly command: 'readers'; readonly signed: string; readonly file: string }
  | { readonly command: 'key'; readonly file: string; readonly officer: string };

function readArguments(): Asked | undefined {
  try {
    const text = { type: 'string' } as const;
    const options = { after: text, key: text, officer: text };
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [command, first, second] = positionals;
    const { after, key, officer } = values;
    if (command === 'key' && first !== undefined && officer !== undefined && positionals.length === 2)
      return { command, file: first, officer };
    const isReaders = command === 'readers' && positionals.length === 3 && Object.keys(values).length === 0;
    if (isReaders && first !== undefined && second !== undefined) return { command, signed: first, file: second };
    if (command !== 'propose' || first === undefined || second === undefined || positionals.length !== 3)
      return undefined;
    return { command, terms: first, draft: second, after, key };
  } catch {
    return undefined;
  }
}

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

await main();
