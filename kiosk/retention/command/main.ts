/**
 * `npm run retention -- <command>`, for the people who decide what may be kept. `propose` writes the policy in force here as a file to edit;
 * `sign` adds one person's signature; `show` says what a file allows and who has signed it.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';
import { payloadBytes, readPayload } from '../../../server/contract/payload.ts';
import {
  RETENTION_POLICY_FORM,
  type RetentionPolicy,
  retentionPolicySchema,
} from '../../../server/contract/retention.ts';
import { isSignatureValid, signingInput } from '../../../server/contract/signing.ts';
import { DEVELOPMENT_RETENTION } from '../development-retention.ts';
import type { SignedRetention } from '../../../server/contract/retention.ts';
import { readSigned } from '../retention.ts';
import { wordsOf } from './words.ts';

const USAGE = [
  'usage: npm run retention -- <command>',
  '  key FILE                 makes a key to sign with, and prints its public half',
  '  propose FILE             writes a policy to edit',
  '  sign FILE KEY SIGNED     signs the policy in FILE (or adds to the signatures in SIGNED)',
  '  show SIGNED              tells what it allows, and who has signed it',
].join('\n');

class Complaint extends Error {
  override readonly name = 'Complaint';
}

function makeKey(file = ''): void {
  mustNotExist(file);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  print(publicHalf(privateKey));
}

function propose(file = ''): void {
  mustNotExist(file);
  writeFileSync(file, `${JSON.stringify(DEVELOPMENT_RETENTION, null, 2)}\n`, { flag: 'wx' });
  print(`written: ${file}`);
}

function signPolicy(file = '', keyFile = '', signedFile = ''): void {
  const payload = payloadBytes(RETENTION_POLICY_FORM, readPolicy(file));
  const key = readKey(keyFile);
  const before = existsSync(signedFile) ? readSigned(signedFile) : { policy: encodeBase64Url(payload), signatures: [] };
  if (before.policy !== encodeBase64Url(payload))
    throw new Complaint(`${signedFile} holds another policy than ${file}`);
  const publicKey = publicHalf(key);
  const signature = encodeBase64Url(Uint8Array.from(sign(null, signingInput('retention-policy', payload), key)));
  const others = before.signatures.filter((one) => one.publicKey !== publicKey);
  const signed: SignedRetention = { ...before, signatures: [...others, { publicKey, signature }] };
  writeFileSync(signedFile, `${JSON.stringify(signed, null, 2)}\n`);
  print(`signed by ${publicKey}; signatures in the file: ${signed.signatures.length}`);
}

function show(signedFile = ''): void {
  const { policy, signatures } = readSigned(signedFile);
  const payload = decodeBase64Url(policy);
  const read = payload && readPayload(RETENTION_POLICY_FORM, payload);
  if (payload === undefined || read?.kind !== 'valid') throw new Complaint(`${signedFile} holds no retention policy`);
  print(wordsOf(read.message));
  for (const { publicKey, signature } of signatures) {
    const bytes = decodeBase64Url(signature) ?? new Uint8Array();
    const holds = isSignatureValid('retention-policy', payload, bytes, Uint8Array.from(Buffer.from(publicKey, 'hex')));
    print(`${holds ? 'signed by' : 'NOT signed by'} ${publicKey}`);
  }
}

function readPolicy(file: string): RetentionPolicy {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Complaint(`${file} cannot be read as JSON`);
  }
  const parsed = retentionPolicySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  throw new Complaint([`${file} is no retention policy:`, ...faults].join('\n'));
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below
  }
  throw new Complaint(`${file} does not hold an Ed25519 private key`);
}

function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
}

function mustNotExist(file: string): void {
  if (file === '') throw new Complaint(USAGE);
  if (existsSync(file)) throw new Complaint(`${file} is there already: it is not overwritten`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const COMMANDS = { key: [makeKey, 1], propose: [propose, 1], sign: [signPolicy, 3], show: [show, 1] } as const;
const [, , name = '', ...files] = process.argv;
try {
  const [run, needed] = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : [undefined, -1];
  if (run === undefined || files.length !== needed) throw new Complaint(USAGE);
  run(...(files as [string, string, string]));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'not done'}\n`);
  process.exitCode = error instanceof Complaint && error.message === USAGE ? 64 : 1;
}
