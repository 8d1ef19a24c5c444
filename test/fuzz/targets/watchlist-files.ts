import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contains } from '../../../kiosk/lists/watchlist/fuse-filter.ts';
import { lengthOf } from '../../../server/contract/watchlist-file.ts';
import { bodyBytes } from '../../../server/contract/watchlist-file.ts';
import { readListFile, type ReadListFile } from '../../../kiosk/lists/watchlist/read-list-file.ts';
import { extended, isListed, shapeOf, versionOf } from '../../../kiosk/lists/watchlist/watchlist.ts';
import { fileOfDigest } from '../../../kiosk/lists/watchlist/watchlist-source.ts';
import { readListPart } from '../../../server/contract/released-watchlist.ts';
import { numbers, passport, type Published, publishBase, publishDelta } from '../../kiosk/lists/watchlist/list-of.ts';
import { withTemporaryFolder } from '../../support/temporary-folder.ts';
import { never } from '../fuzz-target.ts';

/** A base and a delta that continues it. */
export const seeds = () =>
  withTemporaryFolder(async (folder) => {
    const list: Published = { folder, signers: [], files: [] };
    await publishBase(list, numbers(40), 1_000);
    await publishDelta(list, [passport('NEW1'), passport('NEW2'), passport('L00000001', 'remove')], 2_000);
    return list.files.map(({ file }) => Uint8Array.from(readFileSync(join(folder, fileOfDigest(file.digest)))));
  });

const TAGS = [
  { high: 0, low: 0 },
  { high: 0xffff_ffff, low: 0xffff_ffff },
  { high: 0x1234_5678, low: 0x9abc_def0 },
];

/** The outcome must not depend on how the bytes arrive, and a list that is read must be whole and answer every question. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const whole = await readListFile(chunksOf(data, data.length), data.length);
  const pieces = await readListFile(chunksOf(data, 7), data.length);
  if (outcomeOf(whole) !== outcomeOf(pieces)) never('the outcome depends on the size of the chunks');
  for (const bytes of [data.length - 1, data.length + 1]) {
    const other = await readListFile(chunksOf(data, 64), Math.max(0, bytes));
    if (other.kind !== 'refused') never('a file of another length than announced was read');
  }
  if (whole.kind === 'base') {
    const { header, fingerprints } = whole.base;
    if (fingerprints.length !== lengthOf(shapeOf(header))) never('a base without all fingerprints');
    for (const tag of TAGS) {
      if (isListed({ base: whole.base, deltas: [] }, tag) && !contains(shapeOf(header), fingerprints, tag))
        never('a hit');
    }
    versionOf({ base: whole.base, deltas: [] });
  }
  if (whole.kind === 'delta') {
    const { header, added, removed } = whole.delta;
    if (bodyBytes(header) !== 8 * (added.count + removed.count)) never('a delta without all tags');
    for (const tag of TAGS) if (added.has(tag) && removed.has(tag)) never('a tag that is added and removed');
    const base = { header: { ...header, kind: 'base', count: 0, seed: 1, segmentLength: 4, segmentCount: 1 } as const };
    const before = { base: { ...base, fingerprints: new Uint16Array(12), digest: header.previous }, deltas: [] };
    if (typeof extended(before, whole.delta) !== 'string' && header.delta !== 1) never('a delta is missing');
  }
  const name = Buffer.from(data.subarray(0, 48)).toString('latin1');
  const part = readListPart(name);
  if (part !== undefined && !name.startsWith(`${part.list}.`)) never('a name of another list');
}

function outcomeOf(read: ReadListFile): string {
  if (read.kind === 'refused') return read.why;
  return read.kind === 'base' ? read.base.digest : read.delta.digest;
}

async function* chunksOf(data: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += Math.max(1, size)) yield data.subarray(at, at + Math.max(1, size));
}
