import { describe, expect, test } from 'vitest';
import { consistencyProof } from '../../../../../server/platform/transparency/merkle/consistency.ts';
import { leafHash } from '../../../../../server/contract/merkle/hash.ts';
import { inclusionProof } from '../../../../../server/platform/transparency/merkle/inclusion.ts';
import { parseCheckpoint } from '../../../../../server/platform/transparency/note/checkpoint.ts';
import { parseNote } from '../../../../../server/platform/transparency/note/note.ts';
import { decodeBundle } from '../../../../../server/platform/transparency/tile/bundle.ts';
import { tilePath } from '../../../../../server/platform/transparency/tile/path.ts';
import { EMPTY_EDGE, extend, loadEdge, rootOf } from '../../../../../server/platform/transparency/tile/right-edge.ts';
import { nodesFromTiles, type TileReader } from '../../../../../server/platform/transparency/tile/tile-reader.ts';
import {
  TLOG_DATA,
  tlogBytes,
  tlogFiles,
  tlogJson,
  tlogText,
  type GoldenProofs,
} from '../../../records/ledger/fixtures/tlog-data.ts';

const checkpointOf = (note: string) => parseCheckpoint(parseNote(note).text);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const fromFiles: TileReader = (name) => Promise.resolve(tlogBytes('golden', tilePath(name)));

describe.skipIf(TLOG_DATA === undefined)('the golden log, verified by Go and OpenSSL (POSTERN_DATA)', () => {
  test('entries append to the tiles and roots of every one of its checkpoints', () => {
    const leaves: Uint8Array[] = [];
    for (let index = 0; leaves.length < 70_000; index++) {
      const width = Math.min(256, 70_000 - index * 256);
      leaves.push(...decodeBundle(tlogBytes('golden', tilePath({ level: 'entries', index, width }))).map(leafHash));
    }
    const sizes = tlogFiles('golden', 'checkpoints')
      .map(Number)
      .sort((a, b) => a - b);
    expect(sizes).toHaveLength(20);
    let edge = EMPTY_EDGE;
    let compared = 0;
    for (const size of sizes) {
      const grown = extend(edge, leaves.slice(edge.size, size));
      edge = grown.edge;
      expect(base64(rootOf(edge))).toBe(base64(checkpointOf(tlogText('golden', 'checkpoints', `${size}`)).root));
      for (const { level, index, data } of grown.tiles) {
        const path = tilePath({ level, index, width: data.length / 32 });
        expect(Buffer.compare(data, tlogBytes('golden', path)), path).toBe(0);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(270);
  });

  test('its proofs are reproduced from its tiles', async () => {
    const { Inc, Con } = tlogJson('golden', 'proofs.json') as GoldenProofs;
    expect(Inc.length + Con.length).toBe(324);
    for (const { I, N, P } of Inc) {
      expect((await inclusionProof(nodesFromTiles(fromFiles, N), I, N)).map(base64)).toEqual(P);
    }
    for (const { M, N, P } of Con) {
      expect((await consistencyProof(nodesFromTiles(fromFiles, N), M, N)).map(base64)).toEqual(P);
    }
  });

  test('its right edge, loaded again, gives its root', async () => {
    for (const size of [255, 256, 257, 65_536, 65_537, 70_000]) {
      const { root } = checkpointOf(tlogText('golden', 'checkpoints', `${size}`));
      expect(base64(rootOf(await loadEdge(size, fromFiles)))).toBe(base64(root));
    }
  });

  test('a tile that is too short is refused', async () => {
    const short: TileReader = async (name) => (await fromFiles(name)).subarray(32);
    await expect(inclusionProof(nodesFromTiles(short, 70_000), 5, 70_000)).rejects.toMatchObject({
      code: 'malformed-tile',
    });
  });
});
