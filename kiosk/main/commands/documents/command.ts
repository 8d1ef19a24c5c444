/** The commands of `postern-lane documents`, apart from the process that runs one. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createFileSync, replaceFileSync } from '../../../../hardware/host/durable-file-sync.ts';
import { makeSigningKey, openSigningKey } from '../../../../hardware/signing-key/signing-key.ts';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { ContractError } from '../../../../server/contract/contract-error.ts';
import {
  bytesOf,
  DOCUMENT_KINDS,
  documentBytes,
  type SignedDocument,
  signersOf,
} from '../../../../server/contract/signed-document.ts';
import { signingInput } from '../../../../server/contract/signing.ts';
import { readSignedFile } from '../../../fleet/signed-documents/load-document.ts';
import { isKind, KINDS } from './kinds.ts';
import { Complaint } from '../complaint.ts';

const USAGE = [
  'usage: postern-lane documents <command>',
  '  key KEY [--generate]          makes a key to sign with, and prints its public half; --generate: with a passphrase of six random words',
  '      [--unsealed]              without a passphrase, for development',
  '  propose KIND FILE             writes a document to edit',
  '  sign KIND FILE KEY SIGNED     signs the document in FILE (or adds to the signatures in SIGNED)',
  '  show SIGNED                   prints what it says, and who has signed it',
  '  compare SIGNED FILE           prints what the document in FILE changes against the signed one',
  `KIND is one of ${DOCUMENT_KINDS.join(', ')}`,
  'KEY is a file, or the address of a key on a token: pkcs11:token=NAME;object=NAME?module-path=/PATH/OF/MODULE.so',
  '--passphrase-file FILE reads the passphrase or PIN from a file; otherwise the program asks for it. With --generate it writes the new file FILE',
].join('\n');

/** Where a command writes its lines. */
export interface CommandLines {
  readonly print: (line: string) => void;
  readonly warn: (line: string) => void;
}

interface Options {
  readonly 'passphrase-file'?: string;
  readonly unsealed?: boolean;
  readonly generate?: boolean;
}

async function makeKey(
  [place]: Words,
  lines: CommandLines,
  { unsealed = false, generate = false, 'passphrase-file': file }: Options,
): Promise<void> {
  print(lines, hex(await makeSigningKey(place, { unsealed, generate, file })));
}

function propose([kind, file]: Words, lines: CommandLines): void {
  const { draft } = kindOf(kind);
  if (draft === undefined) {
    const command =
      kind === 'watchlist' || kind === 'watchlist-keys'
        ? 'postern-lane watchlist'
        : kind === 'partner-terms'
          ? 'postern-server partner terms'
          : `postern-server ${kind} propose FILE`;
    throw new Complaint(`another command makes the draft of ${kind}: ${command}`);
  }
  createNew(file, `${JSON.stringify(draft(Date.now()), null, 2)}\n`, 0o644);
  print(lines, `written: ${file}`);
}

async function signDocument(
  [kind, file, place, signedFile]: Words,
  lines: CommandLines,
  options: Options,
): Promise<void> {
  const { form, words } = kindOf(kind);
  const bytes = readDocument(kind, file);
  const document = encodeBase64Url(bytes);
  const before = existsSync(signedFile) ? readSignedFile(signedFile) : { kind: form.kind, document, signatures: [] };
  if (before.kind !== form.kind || before.document !== document) {
    throw new Complaint(`${signedFile} holds another document than ${file}`);
  }
  const { key, warning } = await openSigningKey(place, { file: options['passphrase-file'] });
  const publicKey = hex(key.publicKey);
  const signature = encodeBase64Url(key.sign(signingInput(form.kind, bytes)));
  key.close();
  const others = before.signatures.filter((one) => one.publicKey !== publicKey);
  const signed: SignedDocument = { ...before, signatures: [...others, { publicKey, signature }] };
  replaceFileSync(signedFile, `${JSON.stringify(signed, null, 2)}\n`, { mode: 0o644 });
  print(lines, words(bytes) ?? '');
  print(lines, `signed by ${publicKey}; signatures in the file: ${signed.signatures.length}`);
  if (warning !== undefined) lines.warn(warning);
}

function show([signedFile]: Words, lines: CommandLines): void {
  const { kind, bytes, text, signatures } = readSigned(signedFile);
  print(lines, text);
  const signers = signersOf(kind, bytes, signatures);
  for (const { publicKey } of signatures) {
    print(lines, `${signers.includes(publicKey) ? 'signed by' : 'NOT signed by'} ${publicKey}`);
  }
}

/** Compares the output of `show` line by line, because two new lines in a list of thousands are easily overlooked. */
function compare([signedFile, file]: Words, lines: CommandLines): void {
  const { kind, text } = readSigned(signedFile);
  const before = text.split('\n');
  const after = (KINDS[kind].words(readDocument(kind, file)) ?? '').split('\n');
  const [had, has] = [new Set(before), new Set(after)];
  const changes = [
    ...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
  print(lines, changes.length === 0 ? 'no difference' : changes.join('\n'));
}

function readSigned(signedFile: string) {
  const { kind, ...signed } = readSignedFile(signedFile);
  const { form, words } = KINDS[kind];
  const bytes = bytesOf(form, { kind, ...signed });
  const text = bytes && words(bytes);
  if (bytes === undefined || text === undefined) throw new Complaint(`${signedFile} holds no valid ${kind}`);
  return { kind, bytes, text, signatures: signed.signatures };
}

function kindOf(name: string) {
  if (!isKind(name)) throw new Complaint(USAGE);
  return KINDS[name];
}

/** Throws `Complaint` with each fault on a line. */
function readDocument(kind: string, file: string): Uint8Array {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Complaint(`${file} cannot be read as JSON`);
  }
  try {
    return documentBytes(kindOf(kind).form, json);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const faults = error.faults.map(({ path, message }) => `  ${path || 'the file'}: ${message}`);
    throw new Complaint([`${file} is not a valid ${kind}: ${error.message}`, ...faults].join('\n'));
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function createNew(file: string, content: string, mode: number): void {
  if (createFileSync(file, content, { mode }) === 'exists') {
    throw new Complaint(`${file} is there already: it is not overwritten`);
  }
}

/** Escapes control and invisible characters, because the text of a document is untrusted. */
function print({ print: write }: CommandLines, text: string): void {
  const shown = text.replaceAll(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );
  write(shown);
}

type Words = readonly [string, string, string, string];

const COMMANDS: Readonly<
  Record<
    string,
    readonly [run: (words: Words, lines: CommandLines, options: Options) => void | Promise<void>, words: number]
  >
> = {
  key: [makeKey, 1],
  propose: [propose, 2],
  sign: [signDocument, 4],
  show: [show, 1],
  compare: [compare, 2],
};

/** `--unsealed` and `--generate` exclude each other, and are for new keys. */
function isFor(name: string, { unsealed = false, generate = false }: Options): boolean {
  return name === 'key' ? !(unsealed && generate) : !unsealed && !generate;
}

/** Throws `Complaint` with the usage. */
function readArguments(args: readonly string[]) {
  const options = {
    'passphrase-file': { type: 'string' },
    unsealed: { type: 'boolean' },
    generate: { type: 'boolean' },
  } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = '', ...words] = positionals;
    const [run, needed] = (Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined) ?? [];
    const isUsable = words.length === needed && !words.includes('') && isFor(name, values);
    if (run !== undefined && isUsable) return { run, words: words as unknown as Words, values };
  } catch {
    // Answered below
  }
  throw new Complaint(USAGE);
}

/** Returns the exit code: 64 for a command that does not exist, 1 when it failed. */
export async function documentsCommand(args: readonly string[], lines: CommandLines): Promise<number> {
  try {
    const { run, words, values } = readArguments(args);
    await run(words, lines, values);
    return 0;
  } catch (error) {
    lines.warn(error instanceof Error ? error.message : 'not done');
    return error instanceof Complaint && error.message === USAGE ? 64 : 1;
  }
}
