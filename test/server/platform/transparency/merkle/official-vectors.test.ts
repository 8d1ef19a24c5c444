import { describe, expect, test } from 'vitest';
import { isConsistent } from '../../../../../server/platform/transparency/merkle/consistency.ts';
import { isIncluded } from '../../../../../server/platform/transparency/merkle/inclusion.ts';
import { TLOG_DATA, tlogFiles, tlogJson } from '../../../records/ledger/fixtures/tlog-data.ts';

interface InclusionCase {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
interface ConsistencyCase {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
const bytes = (base64: string | null) => Buffer.from(base64 ?? '', 'base64');
const FOLDER = ['merkle-testdata', 'testdata'] as const;

describe.skipIf(TLOG_DATA === undefined)('transparency-dev/merkle (POSTERN_DATA)', () => {
  test('inclusion proofs get the same verdicts', () => {
    const files = tlogFiles(...FOLDER, 'inclusion');
    expect(files.length).toBeGreaterThanOrEqual(90);
    for (const file of files) {
      const one = tlogJson(...FOLDER, 'inclusion', file) as InclusionCase;
      const judged = isIncluded({
        index: one.leafIdx,
        size: one.treeSize,
        leaf: bytes(one.leafHash),
        proof: (one.proof ?? []).map(bytes),
        root: bytes(one.root),
      });
      expect(judged, `${file}: ${one.desc}`).toBe(!one.wantErr);
    }
  });
  test('consistency proofs get the same verdicts, except for the empty tree of tlog-witness and roots that are not hashes', () => {
    const files = tlogFiles(...FOLDER, 'consistency');
    expect(files.length).toBeGreaterThanOrEqual(90);
    const differing: string[] = [];
    for (const file of files) {
      const one = tlogJson(...FOLDER, 'consistency', file) as ConsistencyCase;
      const judged = isConsistent(
        { size: one.size1, root: bytes(one.root1) },
        { size: one.size2, root: bytes(one.root2) },
        (one.proof ?? []).map(bytes),
      );
      if (judged === one.wantErr && bytes(one.root1).length !== 32) {
        expect(judged, `${file}: ${one.desc}`).toBe(false);
      } else if (judged === one.wantErr) {
        expect(one.size1, `${file}: ${one.desc}`).toBe(0);
        differing.push(file);
      }
    }
    // Only the trivial case is accepted in addition: no hashes, and the root of the empty tree.
    for (const file of differing)
      expect((tlogJson(...FOLDER, 'consistency', file) as ConsistencyCase).proof ?? []).toEqual([]);
  });
});
