import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Ratchet } from '../../../../../server/records/ledger/log/ratchet.ts';
import { EMPTY_ROOT } from '../../../../../server/contract/merkle/hash.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const root = (byte: number) => new Uint8Array(32).fill(byte);

async function ratchetAt(...sizes: readonly number[]): Promise<string> {
  const path = join(temporaryFolder(), 'ratchet');
  const ratchet = await Ratchet.create(path, { size: 0, root: EMPTY_ROOT });
  for (const size of sizes) await ratchet.advance({ size, root: root(size) });
  await ratchet.close();
  return path;
}

async function sizeIn(path: string): Promise<number> {
  const ratchet = await Ratchet.open(path);
  await ratchet.close();
  return ratchet.head.size;
}

test('ratchet: stores the last head', async () => {
  expect(await sizeIn(await ratchetAt())).toBe(0);
  expect(await sizeIn(await ratchetAt(3, 7, 12))).toBe(12);
});

test('ratchet: keeps the previous head after a torn write', async () => {
  for (const written of [0, 1, 8, 488, 512]) {
    const path = await ratchetAt(3, 7);
    const bytes = readFileSync(path);
    // Head 7 is in the first slot, 3 in the second; the next write, to the second, is torn.
    bytes.fill(0xff, 512, 512 + written);
    writeFileSync(path, bytes);
    expect(await sizeIn(path)).toBe(7);
    const ratchet = await Ratchet.open(path);
    await ratchet.advance({ size: 9, root: root(9) });
    await ratchet.close();
    expect(await sizeIn(path)).toBe(9);
  }
});

test('ratchet: is made once, and must exist later', async () => {
  const path = await ratchetAt(3);
  await expect(Ratchet.create(path, { size: 0, root: EMPTY_ROOT })).rejects.toMatchObject({ code: 'damaged' });
  await expect(Ratchet.open(`${path}-not`)).rejects.toMatchObject({ code: 'no-log' });
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['of zeros', Buffer.alloc(1_024)],
  ['text', Buffer.from('7 AAAA 00\n'.repeat(200))],
])('ratchet: is refused when it is %s', async (_name, bytes) => {
  const path = await ratchetAt(3);
  writeFileSync(path, bytes);
  await expect(Ratchet.open(path)).rejects.toMatchObject({ code: 'damaged' });
});
