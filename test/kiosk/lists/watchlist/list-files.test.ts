import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBase } from '../../../../kiosk/lists/watchlist/build/make-list.ts';
import { headerBytes } from '../../../../server/contract/watchlist-file.ts';
import { readListFile } from '../../../../kiosk/lists/watchlist/read-list-file.ts';
import { fileOfDigest } from '../../../../kiosk/lists/watchlist/watchlist-source.ts';
import fc from '../../../support/seeded-properties.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { KEY, numbers, passport, publishBase, type Published, publishDelta, recordsOf } from './list-of.ts';

const chunksOf = async function* (bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};
const read = (bytes: Uint8Array, size = 7) => readListFile(chunksOf(bytes, size), bytes.length);

async function files() {
  const list: Published = { folder: temporaryFolder(), signers: [], files: [] };
  await publishBase(list, numbers(300), 1_000);
  await publishDelta(list, [passport('NEW1'), passport('NEW2'), passport('L00000001', 'remove')], 2_000);
  return list.files.map(({ file }) => new Uint8Array(readFileSync(join(list.folder, fileOfDigest(file.digest)))));
}

describe('a list file', () => {
  it('is read the same in chunks of any size', async () => {
    const [base = new Uint8Array(), delta = new Uint8Array()] = await files();
    for (const size of [1, 2, 19, 64, 1_000_000]) {
      expect(await read(base, size)).toMatchObject({ kind: 'base', base: { header: { count: 300, base: 1 } } });
      expect(await read(delta, size)).toMatchObject({ kind: 'delta', delta: { header: { added: 2, removed: 1 } } });
    }
  });

  it.each([
    ['nothing', () => new Uint8Array(), 'length-differs'],
    ['another file', () => new TextEncoder().encode('<!doctype html><html><body>not found'), 'not-a-list'],
    ['a header of 4 GiB', (base: Uint8Array) => with32(base, 20, 0xffff_ffff), 'header-invalid'],
    ['an empty header', (base: Uint8Array) => with32(base, 20, 0), 'header-invalid'],
    ['a missing last byte', (base: Uint8Array) => base.subarray(0, -1), 'length-differs'],
    ['one more byte', (base: Uint8Array) => Uint8Array.of(...base, 0), 'length-differs'],
    ['a header with a space', (base: Uint8Array) => withText(base, '"kind":', '"kind": '), 'header-invalid'],
    ['another version', (base: Uint8Array) => withText(base, '"version":1', '"version":2'), 'header-invalid'],
    [
      'a count below the limit of its segments',
      (base: Uint8Array) => withText(base, '"segmentCount":', '"segmentCount":9'),
      'length-differs',
    ],
  ])('refuses %s', async (_what, change, why) => {
    const [base = new Uint8Array()] = await files();
    expect(await read(change(base))).toEqual({ kind: 'refused', why });
  });

  it('allocates nothing for a header that promises more than the file has', async () => {
    const header = headerBytes({
      ...{ version: 1, kind: 'base', list: KEY.list, base: 1, madeAt: 0, count: 1, seed: 1 },
      ...{ key: { generation: 1, check: 'ab'.repeat(8) }, segmentLength: 262_144, segmentCount: 2 ** 28 },
    });
    expect(await read(header)).toEqual({ kind: 'refused', why: 'length-differs' });
  });

  it('refuses a delta with tags out of order, twice, or both added and removed', async () => {
    const [, delta = new Uint8Array()] = await files();
    const body = delta.length - 24;
    const swapped = Uint8Array.from(delta);
    swapped.set(delta.subarray(body, body + 8), body + 8);
    swapped.set(delta.subarray(body + 8, body + 16), body);
    const twice = Uint8Array.from(delta);
    twice.set(delta.subarray(body, body + 8), body + 8);
    const both = Uint8Array.from(delta);
    both.set(delta.subarray(body, body + 8), body + 16);
    for (const bytes of [swapped, twice, both]) {
      expect(await read(bytes)).toEqual({ kind: 'refused', why: 'tags-out-of-order' });
    }
  });

  it('is refused or read, never more, whatever the bytes', async () => {
    const seeds = await files();
    const damaged = fc
      .record({ seed: fc.constantFrom(...seeds), at: fc.nat(400), put: fc.uint8Array({ minLength: 1, maxLength: 6 }) })
      .map(({ seed, at, put }) => {
        const bytes = Uint8Array.from(seed);
        bytes.set(put.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 80 })), async (bytes) => {
        expect(['base', 'delta', 'refused']).toContain((await read(bytes)).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('of the same records has the same digest, in any order', async () => {
    const one = numbers(200).map((number) => passport(number));
    const made = [one, [...one, ...one].reverse()].map((records) =>
      makeBase(recordsOf(records), KEY, { base: 1, madeAt: () => 5 }, temporaryFolder()),
    );
    const [first, second] = await Promise.all(made);
    expect(second?.file).toEqual(first?.file);
    expect(second?.records).toBe(400);
  });
});

function with32(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  new DataView(changed.buffer).setUint32(at, value);
  return changed;
}

/** Replaces text in the header and corrects its length. */
function withText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(20);
  const header = Buffer.from(bytes.subarray(24, 24 + length))
    .toString()
    .replace(from, to);
  const changed = Buffer.concat([bytes.subarray(0, 24), Buffer.from(header), bytes.subarray(24 + length)]);
  return with32(changed, 20, header.length);
}
