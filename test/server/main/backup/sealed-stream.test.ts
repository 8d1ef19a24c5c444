import { join } from 'node:path';
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BackupError } from '../../../../server/main/backup/backup-error.ts';
import {
  makeIdentity,
  readIdentity,
  readRecipient,
  formatRecipient,
  type Identity,
} from '../../../../server/main/backup/recipient.ts';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { CHUNK_BYTES, openStream, sealStream } from '../../../../server/main/backup/sealed-stream.ts';
import { writeFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const HEADER = 16 + 8 + 1_120;
const SEALED_CHUNK = CHUNK_BYTES + 16;

let identity: Identity;
let other: Identity;
const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
beforeAll(async () => {
  identity = await makeIdentity(join(folder, 'identity'));
  other = await makeIdentity(join(folder, 'other'));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function* inPieces(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (plain: Uint8Array, pieces?: number) => all(sealStream(identity, inPieces(plain, pieces)));
const open = (sealed: Uint8Array, by = identity, pieces?: number) => all(openStream(by, inPieces(sealed, pieces)));
const codeOf = (sealed: Uint8Array, by?: Identity) =>
  open(sealed, by).then(
    () => 'opened',
    (error: unknown) => (error instanceof BackupError ? error.code : error),
  );
const patterned = (length: number) => Buffer.from(Array.from({ length }, (_, at) => at % 251));

describe('sealed stream of a backup', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7])(
    'returns %d bytes',
    async (length) => {
      const plain = patterned(length);
      const sealed = await seal(plain);
      // At least one chunk, and none is empty except for empty input.
      expect(sealed.length).toBe(HEADER + length + 16 * Math.max(1, Math.ceil(length / CHUNK_BYTES)));
      expect(plain.equals(await open(sealed))).toBe(true);
    },
  );

  it('does not depend on the division of the bytes', async () => {
    const plain = patterned(CHUNK_BYTES + 500);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 700, max: 90_000 }),
        fc.integer({ min: 700, max: 90_000 }),
        async (write, read) => {
          expect(plain.equals(await open(await seal(plain, write), identity, read))).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is refused with any byte altered', async () => {
    const sealed = await seal(patterned(900));
    const edges = [0, 15, 16, 23, 24, HEADER - 1, HEADER, sealed.length - 1];
    const altered = async (at: number, bit: number) => {
      const copy = Buffer.from(sealed);
      copy[at]! ^= 1 << bit;
      expect(['not-a-backup', 'other-recipient', 'damaged']).toContain(await codeOf(copy));
    };
    for (const at of edges) await altered(at, 0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 0, max: 7 }), altered),
      { numRuns: 150 },
    );
  });

  it('is refused when cut off anywhere, also between chunks', async () => {
    const sealed = await seal(patterned(2 * CHUNK_BYTES + 50));
    const borders = [0, 16, 24, HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, sealed.length - 1];
    for (const length of borders) expect(await codeOf(sealed.subarray(0, length))).not.toBe('opened');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), async (length) => {
        expect(['not-a-backup', 'truncated', 'damaged']).toContain(await codeOf(sealed.subarray(0, length)));
      }),
      { numRuns: 40 },
    );
  });

  it('is refused when chunks are moved, doubled, left out or added', async () => {
    const sealed = await seal(patterned(3 * CHUNK_BYTES));
    const header = sealed.subarray(0, HEADER);
    const chunk = (at: number) => sealed.subarray(HEADER + at * SEALED_CHUNK, HEADER + (at + 1) * SEALED_CHUNK);
    for (const order of [[1, 0, 2], [0, 2], [0, 1, 1, 2], [0, 1], [0, 1, 2, 2], [2]]) {
      expect(await codeOf(Buffer.concat([header, ...order.map(chunk)]))).toBe('damaged');
    }
    expect(await codeOf(Buffer.concat([sealed, Buffer.alloc(1)]))).toBe('damaged');
  });

  it('opens with its own key only, and names the key', async () => {
    const sealed = await seal(patterned(10));
    expect(await codeOf(sealed, other)).toBe('other-recipient');
    const relabelled = Buffer.concat([sealed.subarray(0, 16), other.keyId, sealed.subarray(24)]);
    expect(await codeOf(relabelled, other)).toBe('damaged');
  });

  it('yields only authenticated bytes', async () => {
    const sealed = await seal(patterned(2 * CHUNK_BYTES));
    sealed[HEADER + SEALED_CHUNK + 5]! ^= 1;
    const given: number[] = [];
    await expect(
      (async () => {
        for await (const part of openStream(identity, inPieces(sealed))) given.push(part.length);
      })(),
    ).rejects.toMatchObject({ code: 'damaged' });
    expect(given).toEqual([CHUNK_BYTES]);
  });
});

describe('keys of backups', () => {
  it('from a seed equal those of another X-Wing implementation, which earlier versions used', async () => {
    const path = join(folder, 'of-earlier-version');
    for (const byte of [0, 1, 255]) {
      const seed = new Uint8Array(32).fill(byte);
      writeFileSync(path, `postern-backup-identity-1 ${encodeBase64Url(seed)}\n`, { mode: 0o600 });
      const { publicKey } = await readIdentity(path);
      expect(publicKey).toEqual(ml_kem768_x25519.keygen(seed).publicKey);
    }
  });

  it('are one line of text each', async () => {
    const path = join(folder, 'recipient');
    writeFileSync(path, formatRecipient(identity));
    expect(readRecipient(path)).toEqual({ publicKey: identity.publicKey, keyId: identity.keyId });
    const read = await readIdentity(join(folder, 'identity'));
    expect([...read.privateKey]).toEqual([...identity.privateKey]);
    expect(read.publicKey).toEqual(identity.publicKey);
  });

  it('are never overwritten, and are refused if others can read them', async () => {
    await expect(makeIdentity(join(folder, 'identity'))).rejects.toThrow(BackupError);
    const open = join(folder, 'open');
    await makeIdentity(open);
    chmodSync(open, 0o644);
    await expect(readIdentity(open)).rejects.toThrow(/owner only/);
  });

  it.each([[''], ['postern-backup-recipient-1'], ['postern-backup-recipient-1 AAAA'], ['age1qqq'], ['x\ny\n']])(
    'are refused as %j',
    async (text) => {
      const path = join(folder, 'malformed');
      writeFileSync(path, text, { mode: 0o600 });
      expect(() => readRecipient(path)).toThrow(BackupError);
      await expect(readIdentity(path)).rejects.toThrow(BackupError);
    },
  );
});
