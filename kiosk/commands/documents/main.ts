/**
 * `npm run documents -- <command>`, for the people who sign documents for lanes. `propose` writes a document to edit;
 * `sign` adds one person's signature; `show` prints a file and its signers; `compare` prints the changes of a draft. No
 * command needs a server or a lane.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createFileSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
  bytesOf,
  DOCUMENT_KINDS,
  documentBytes,
  type SignedDocument,
  signersOf,
} from '../../../server/contract/signed-document.ts';
import { signingInput } from '../../../server/contract/signing.ts';
import { readSignedFile } from '../../signed-documents/load-document.ts';
import { isKind, KINDS } from './kinds.ts';

const USAGE = [
  'usage: npm run documents -- <command>',
  '  key FILE                      makes a key to sign with, and prints its public half',
  '  propose KIND FILE             writes a document to edit',
  '  sign KIND FILE KEY SIGNED     signs the document in FILE (or adds to the signatures in SIGNED)',
  '  show SIGNED                   prints what it says, and who has signed it',
  '  compare SIGNED FILE           prints what the document in FILE changes against the signed one',
  `KIND is one of ${DOCUMENT_KINDS.join(', ')}`,
].join('\n');

class Complaint extends Error {
  override readonly name = 'Complaint';
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  createNew(file, String(privateKey.export({ format: 'pem', type: 'pkcs8' })), 0o600);
  print(publicHalf(privateKey));
}

function propose(kind: string, file: string): void {
  const { draft } = kindOf(kind);
  if (draft === undefined) {
    const command = kind === 'watchlist' || kind === 'watchlist-keys' ? 'watchlist' : `${kind} -- propose FILE`;
    throw new Complaint(`another command makes the draft of ${kind}: npm run ${command}`);
  }
  createNew(file, `${JSON.stringify(draft(Date.now()), null, 2)}\n`, 0o644);
  print(`written: ${file}`);
}

function signDocument(kind: string, file: string, keyFile: string, signedFile: string): void {
  const { form, words } = kindOf(kind);
  const bytes = readDocument(kind, file);
  const key = readKey(keyFile);
  const document = encodeBase64Url(bytes);
  const before = existsSync(signedFile) ? readSignedFile(signedFile) : { kind: form.kind, document, signatures: [] };
  if (before.kind !== form.kind || before.document !== document) {
    throw new Complaint(`${signedFile} holds another document than ${file}`);
  }
  const publicKey = publicHalf(key);
  const signature = encodeBase64Url(Uint8Array.from(sign(null, signingInput(form.kind, bytes), key)));
  const others = before.signatures.filter((one) => one.publicKey !== publicKey);
  const signed: SignedDocument = { ...before, signatures: [...others, { publicKey, signature }] };
  replaceFileSync(signedFile, `${JSON.stringify(signed, null, 2)}\n`, { mode: 0o644 });
  print(words(bytes) ?? '');
  print(`signed by ${publicKey}; signatures in the file: ${signed.signatures.length}`);
}

function show(signedFile: string): void {
  const { kind, bytes, text, signatures } = readSigned(signedFile);
  print(text);
  const signers = signersOf(kind, bytes, signatures);
  for (const { publicKey } of signatures) {
    print(`${signers.includes(publicKey) ? 'signed by' : 'NOT signed by'} ${publicKey}`);
  }
}

/** Compares the output of `show` line by line, because two new lines in a list of thousands are easily overlooked. */
function compare(signedFile: string, file: string): void {
  const { kind, text } = readSigned(signedFile);
  const before = text.split('\n');
  const after = (KINDS[kind].words(readDocument(kind, file)) ?? '').split('\n');
  const [had, has] = [new Set(before), new Set(after)];
  const changes = [
    ...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
  print(changes.length === 0 ? 'no difference' : changes.join('\n'));
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

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Reported below
  }
  throw new Complaint(`${file} does not hold an Ed25519 private key`);
}

function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
}

function createNew(file: string, content: string, mode: number): void {
  if (createFileSync(file, content, { mode }) === 'exists') {
    throw new Complaint(`${file} is there already: it is not overwritten`);
  }
}

/** Escapes control and invisible characters, because the text of a document is untrusted. */
function print(text: string): void {
  const shown = text.replaceAll(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );
  process.stdout.write(`${shown}\n`);
}

const COMMANDS: Readonly<
  Record<string, readonly [run: (...words: [string, string, string, string]) => void, words: number]>
> = {
  key: [makeKey, 1],
  propose: [propose, 2],
  sign: [signDocument, 4],
  show: [show, 1],
  compare: [compare, 2],
};
const [, , name = '', ...words] = process.argv;
try {
  const [run, needed] = (Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined) ?? [];
  if (run === undefined || words.length !== needed || words.includes('')) throw new Complaint(USAGE);
  run(...(words as [string, string, string, string]));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'not done'}\n`);
  process.exitCode = error instanceof Complaint && error.message === USAGE ? 64 : 1;
}
