/** Bytes and headers of any form: what reads them never throws, and keeps its bounds. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyBytes, headerBytes, type ListHeader } from '../../../../server/contract/watchlist-file.ts';
import { agreedLists } from '../../../../server/sharing/lists/agreed.ts';
import { judgeList, objectionToHeader, type OfferedPart } from '../../../../server/sharing/lists/judge-list.ts';
import { readListHeader, readWholeList } from '../../../../server/sharing/lists/read-list-file.ts';
import { takePiece } from '../../../../server/sharing/lists/take-piece.ts';
import { readContentRange } from '../../../../server/sharing/partners/read-range.ts';
import {
  numbers,
  passport,
  type Published,
  publishBase,
  publishDelta,
  STOLEN,
} from '../../../kiosk/lists/watchlist/list-of.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { SAMPLE_LIST } from '../fixtures/agreements.ts';
import { listWorld } from '../fixtures/list-owner.ts';

const NOW = Date.UTC(2026, 2, 2);

/** A base and two deltas. */
async function made() {
  const list: Published = { folder: temporaryFolder(), signers: [], files: [] };
  await publishBase(list, numbers(40), NOW);
  await publishDelta(list, [passport('A1'), passport('L00000001', 'remove')], NOW + 1);
  await publishDelta(list, [passport('A2'), passport('A1', 'remove')], NOW + 2);
  return {
    files: list.files.map(({ file: { digest } }) => readFileSync(join(list.folder, `${digest}.watchlist`))),
    parts: list.files.map(
      ({ file, header }, delta): OfferedPart => ({
        list: STOLEN,
        delta,
        version: 1,
        digest: file.digest,
        bytes: file.bytes,
        header,
      }),
    ),
  };
}

describe('the header Content-Range', () => {
  test('is read only where it is one range of a whole', () => {
    expect(readContentRange('bytes 0-9/10')).toEqual({ from: 0, to: 9, whole: 10 });
    for (const header of [undefined, '', 'bytes 0-9/*', 'bytes */10', 'bytes 5-4/10', 'bytes 0-10/10', 'bytes=0-9/10'])
      expect(readContentRange(header)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.nat(), fc.nat(), fc.nat()).map(([a, b, c]) => `bytes ${a}-${b}/${c}`),
        ),
        (header) => {
          const read = readContentRange(header);
          if (read !== undefined) expect(read.from <= read.to && read.to < read.whole).toBe(true);
        },
      ),
    );
  });
});

describe('a file of a list', () => {
  test('is a header within its bounds or a fault, for any bytes', async () => {
    const { files } = await made();
    const path = join(temporaryFolder(), 'file');
    const judge = async (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      for (const header of [await readListHeader(path), await readWholeList(path)])
        if (typeof header !== 'string') expect(headerBytes(header).length + bodyBytes(header)).toBe(bytes.length);
    };
    for (const file of files) await judge(file);
    const file = fc.constantFrom(...files);
    const altered = fc.tuple(file, fc.nat(400), fc.uint8Array({ maxLength: 40 })).map(([bytes, at, other]) => {
      const copy = Buffer.from(bytes);
      copy.set(other.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
      return copy;
    });
    const cut = fc.tuple(file, fc.nat(500)).map(([bytes, length]) => bytes.subarray(0, length));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 1_200 }), altered, cut), judge), {
      numRuns: 300,
    });
  });
});

describe('the judgement of a list', () => {
  test('never throws, and accepts nothing beyond the clause', async () => {
    const { parts } = await made();
    const part = fc.constantFrom(...parts).chain((one) =>
      fc.record({
        list: fc.constant(one.list),
        delta: fc.constantFrom(one.delta, 0, 1, 7),
        version: fc.constantFrom(1, 2),
        digest: fc.constantFrom(one.digest, 'ab'.repeat(32)),
        bytes: fc.constantFrom(one.bytes, 70_000),
        header: fc.constantFrom<ListHeader>(
          one.header,
          { ...one.header, madeAt: NOW + 3_600_000 },
          one.header.kind === 'base' ? { ...one.header, count: 2_000 } : { ...one.header, added: 900 },
        ),
      }),
    );
    const several = fc.array(part, { maxLength: 4 });
    expect(judgeList(SAMPLE_LIST, { offered: parts.slice(0, 2), before: [] }, NOW)).toMatchObject({ kind: 'fits' });
    fc.assert(
      fc.property(several, several, (offered, before) => {
        const judged = judgeList(SAMPLE_LIST, { offered, before }, NOW);
        if (judged.kind === 'refused') return;
        const { mostBytes, mostDocuments } = SAMPLE_LIST;
        expect(offered.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(mostBytes);
        expect(judged.version.documents).toBeLessThanOrEqual(mostDocuments);
        expect(offered.map(({ delta }) => delta).sort()).toEqual(offered.map((_, at) => at));
        for (const { header } of offered) expect(objectionToHeader(header, SAMPLE_LIST, NOW)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

test('pieces in any cut, repeated or overlapping, give the file or a refusal', async () => {
  const world = await listWorld();
  const { server, list, owner, clock } = world;
  const [own] = await agreedLists(server.context.knex, 'statistics', clock.wallMs());
  if (own === undefined) throw new Error('there is no agreed list');
  mkdirSync(list.folder, { recursive: true });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 200 })), { maxLength: 6 }),
      async (cuts) => {
        await owner.base(30 + (count += 1));
        const { digest } = list.files[0]?.file ?? { digest: '' };
        const bytes = readFileSync(join(list.folder, `${digest}.watchlist`));
        const send = (from: number, to: number) =>
          takePiece(
            server.lists,
            own,
            { party: 'statistics', digest, from, whole: bytes.length, bytes: bytes.subarray(from, to) },
            () => Promise.resolve(),
          );
        let received = 0;
        for (const [from, length] of cuts) {
          const taken = await send(from, Math.min(bytes.length, from + length));
          if (from >= bytes.length) expect(taken).toEqual({ kind: 'refused', refusal: 'piece-differs' });
          else if (from > received) expect(taken).toEqual({ kind: 'refused', refusal: 'gap' });
          else received = Math.max(received, Math.min(bytes.length, from + length));
        }
        expect(await send(0, bytes.length)).toEqual({ kind: 'taken', received: bytes.length, isComplete: true });
        const stored = readFileSync(join(server.dataDir, 'list-uploads', 'statistics', digest));
        expect(createHash('sha256').update(stored).digest('hex')).toBe(digest);
      },
    ),
    { numRuns: 15 },
  );
});
