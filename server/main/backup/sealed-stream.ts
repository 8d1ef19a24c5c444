/**
 * The outer format of a backup: HPKE (RFC 9180) base mode, X-Wing, HKDF-SHA256, AES-256-GCM, in chunks (README.md). HPKE's nonces number the
 * chunks, so none can be moved, doubled or left out. The additional data marks the last chunk, so the end can be neither cut off nor moved
 * forward (as in STREAM, Hoang et al. 2015).
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { BackupError } from './backup-error.ts';
import type { Identity, Recipient } from './recipient.ts';

const MAGIC = Buffer.from('postern-backup/1', 'latin1');
const KEY_ID_BYTES = 8;
/** draft-connolly-cfrg-xwing-kem §5. */
const ENCAPSULATION_BYTES = 1_120;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + ENCAPSULATION_BYTES;
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const NOT_LAST = new Uint8Array([0]);
const LAST = new Uint8Array([1]);

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Seals bytes to a recipient. */
export async function* sealStream(
  recipient: Recipient,
  plaintext: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const start = Buffer.concat([MAGIC, recipient.keyId]);
  const recipientPublicKey = await suite.kem.deserializePublicKey(recipient.publicKey);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: start });
  yield start;
  yield new Uint8Array(sender.enc);
  for await (const { chunk, isLast } of chunks(plaintext, CHUNK_BYTES)) {
    yield new Uint8Array(await sender.seal(chunk, isLast ? LAST : NOT_LAST));
  }
}

/** Id of the recipient's key, from the header. Throws `BackupError` `not-a-backup`. */
export function recipientIdOf(header: Uint8Array): Uint8Array {
  const id = header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES);
  if (id.length < KEY_ID_BYTES || !MAGIC.equals(header.subarray(0, MAGIC.length))) {
    throw new BackupError('not-a-backup', 'the file does not start like a backup of version 1');
  }
  return id;
}

/**
 * Opens the output of `sealStream` chunk by chunk. Each chunk is authentic when it is yielded; the whole is complete only when the generator
 * ends without an error. Throws `BackupError`: `not-a-backup`, `other-recipient`, `damaged`, `truncated`.
 */
export async function* openStream(identity: Identity, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { header, rest } = await takeHeader(sealed);
  const keyId = recipientIdOf(header);
  if (!Buffer.from(keyId).equals(identity.keyId)) {
    throw new BackupError('other-recipient', 'the backup was sealed to another key');
  }
  if (header.length < HEADER_BYTES) throw new BackupError('truncated', 'the backup ends in its header');
  const start = header.subarray(0, MAGIC.length + KEY_ID_BYTES);
  const recipient = await suite
    .createRecipientContext({
      recipientKey: await suite.kem.deserializePrivateKey(identity.privateKey),
      enc: header.subarray(start.length),
      info: start,
    })
    .catch(damaged);
  for await (const { chunk, isLast } of chunks(rest, CHUNK_BYTES + TAG_BYTES)) {
    if (chunk.length < TAG_BYTES) throw new BackupError('truncated', 'the backup ends in a chunk');
    yield new Uint8Array(await recipient.open(chunk, isLast ? LAST : NOT_LAST).catch(damaged));
  }
}

function damaged(cause: unknown): never {
  throw new BackupError('damaged', 'the backup differs from what was sealed: altered, reordered or cut off', { cause });
}

async function takeHeader(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (held.length < HEADER_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    held = Buffer.concat([held, next.value]);
  }
  const after = held.subarray(HEADER_BYTES);
  const rest = (async function* () {
    if (after.length > 0) yield after;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  return { header: held.subarray(0, HEADER_BYTES), rest };
}

/** Pieces of equal size. The last one may be shorter; it is empty only if there is no input. */
async function* chunks(bytes: AsyncIterable<Uint8Array>, size: number) {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length; ) {
      // Full, and more bytes follow: this is not the last piece.
      if (length === size) {
        yield { chunk: Buffer.concat(held), isLast: false };
        held = [];
        length = 0;
      }
      const part = piece.subarray(from, from + size - length);
      held.push(part);
      length += part.length;
      from += part.length;
    }
  }
  yield { chunk: Buffer.concat(held), isLast: true };
}
