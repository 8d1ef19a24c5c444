/** Signed notes, C2SP signed-note: a text, a blank line, and a line for each signature. */
import { concatBytes } from '@noble/hashes/utils.js';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import { LedgerError } from '../ledger-error.ts';
import { decodeBase64, encodeBase64 } from '../text.ts';
import { isKeyName, KEY_ID_BYTES, type VerifierKey } from './vkey.ts';
import { verifySignature } from './verify-signature.ts';

/** signed-note lets a verifier limit the size; a checkpoint with 16 ML-DSA cosignatures is far smaller. */
export const LONGEST_NOTE_CHARACTERS = 1_000_000;
export const MAX_SIGNATURES = 100;

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  /** The content by key type, without the key id. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** POSIX seconds of a cosignature. */
  readonly time: number | undefined;
  readonly signature: NoteSignature;
}

/** The note as one text. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${formatSignatures(signatures)}`;
}

export function formatSignatures(signatures: readonly NoteSignature[]): string {
  return signatures
    .map(({ name, keyId, signature }) => `— ${name} ${encodeBase64(concatBytes(keyId, signature))}\n`)
    .join('');
}

/** Throws `LedgerError` `malformed-note`. The text ends at the last blank line and may contain others. */
export function parseNote(note: string): Note {
  if (note.length > LONGEST_NOTE_CHARACTERS) throw malformed('it is longer than a megabyte');
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f\p{Surrogate}]/u.test(note)) throw malformed('it holds control characters');
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0) throw malformed('no blank line separates text and signatures');
  return { text: note.slice(0, blank + 1), signatures: parseSignatures(note.slice(blank + 2)) };
}

/** Signature lines, each with its newline. Throws `LedgerError` `malformed-note`, also for an empty text. */
export function parseSignatures(lines: string): NoteSignature[] {
  if (!lines.endsWith('\n')) throw malformed('the last line does not end');
  const all = lines.slice(0, -1).split('\n');
  if (all.length > MAX_SIGNATURES) throw malformed('it has more than 100 signatures');
  return all.map((line) => {
    const match = /^— ([^ ]+) ([^ ]+)$/.exec(line);
    const [, name = '', base64 = ''] = match ?? [];
    if (match === null || !isKeyName(name)) throw malformed('a line is not a signature');
    let bytes: Uint8Array;
    try {
      bytes = decodeBase64(base64);
    } catch (cause) {
      throw new LedgerError('malformed-note', 'a signature is not base64', { cause });
    }
    if (bytes.length <= KEY_ID_BYTES) throw malformed('a signature is too short');
    return { name, keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
  });
}

/**
 * The signatures of known keys in their order, each key once. Signatures of other keys are ignored. A wrong signature with a known key's name
 * and id refuses the whole note (signed-note "Verification"). Throws `LedgerError`: `bad-signature`, `no-known-signature`.
 *
 * @example
 * ```ts
 * import { formatNote, parseNote, verifyNote } from './server/platform/transparency/note/note.ts';
 * import { ed25519Key, logSigner } from './server/platform/transparency/note/signer.ts';
 *
 * const signer = logSigner('example.org/log', ed25519Key(new Uint8Array(32)));
 * const text = 'example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
 * const note = formatNote({ text, signatures: [signer.sign(text)] });
 * verifyNote(parseNote(note), [signer.key]).map(({ key }) => key.name); // => ['example.org/log']
 * ```
 */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): VerifiedSignature[] {
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const signature of note.signatures) {
    for (const key of keys) {
      if (key.name !== signature.name || !sameBytes(key.id, signature.keyId) || verified.has(key)) continue;
      const judged = verifySignature(key, note.text, signature.signature);
      if (judged.kind === 'refused') throw new LedgerError('bad-signature', 'a known key did not sign this');
      verified.set(key, { key, time: judged.time, signature });
    }
  }
  if (verified.size === 0) throw new LedgerError('no-known-signature', 'no known key signed this');
  return [...verified.values()];
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-note', message);
}
