import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyProof, isConsistent } from '../../../../../server/platform/transparency/merkle/consistency.ts';
import { EMPTY_ROOT, leafHash } from '../../../../../server/contract/merkle/hash.ts';
import { inclusionProof, isIncluded } from '../../../../../server/platform/transparency/merkle/inclusion.ts';
import { consistencyRanges, inclusionRanges } from '../../../../../server/platform/transparency/merkle/range.ts';
import { numberedEntries, wholeTree } from '../../../records/ledger/fixtures/whole-tree.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
/** Certificate Transparency's reference inputs and roots (google/certificate-transparency, merkle tree tests). */
const CT_INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('Merkle tree', () => {
  test('has the roots of the reference implementation', () => {
    const entries = CT_INPUTS.map((input) => Buffer.from(input, 'hex'));
    CT_ROOTS.forEach((root, size) => expect(hex(wholeTree(entries.slice(0, size)).root)).toBe(root));
  });
  test('has the same root for any order of growth', () => {
    const entries = numberedEntries(1_200);
    const whole = hex(wholeTree(entries).root);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }), (steps) => {
        const rest = Math.max(0, entries.length - steps.reduce((sum, step) => sum + step, 0));
        return hex(wholeTree(entries, [...steps, rest]).root) === whole;
      }),
      { numRuns: 30 },
    );
  });
});

const entries = numberedEntries(700);
const tree = wholeTree(entries);
const roots = new Map<number, Uint8Array>();
const rootAt = (size: number) => {
  const known = roots.get(size) ?? wholeTree(entries.slice(0, size)).root;
  roots.set(size, known);
  return known;
};
const sizes = fc.integer({ min: 1, max: entries.length });

describe('Merkle proofs', () => {
  test('of inclusion hold for their leaf, index and tree only', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, a, b) => {
        const index = a % size;
        const proof = await inclusionProof(tree.at(size), index, size);
        const claim = { index, size, leaf: leafHash(entries[index]!), proof, root: rootAt(size) };
        expect(isIncluded(claim)).toBe(true);
        const other = b % size;
        if (other !== index) {
          expect(isIncluded({ ...claim, index: other })).toBe(false);
          expect(isIncluded({ ...claim, leaf: leafHash(entries[other]!) })).toBe(false);
        }
        expect(isIncluded({ ...claim, proof: [...proof, EMPTY_ROOT] })).toBe(false);
        if (proof.length > 0) expect(isIncluded({ ...claim, proof: proof.slice(1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
  test('of consistency hold for their two trees only', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const proof = await consistencyProof(tree.at(second), first, second);
        const from = { size: first, root: rootAt(first) };
        const to = { size: second, root: rootAt(second) };
        expect(isConsistent(from, to, proof)).toBe(true);
        expect(isConsistent({ ...from, root: EMPTY_ROOT }, to, proof)).toBe(false);
        expect(isConsistent(from, { ...to, root: EMPTY_ROOT }, proof)).toBe(false);
        expect(isConsistent(from, to, [...proof, EMPTY_ROOT])).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
  test('from an empty tree need the root of the empty tree', () => {
    const to = { size: 5, root: rootAt(5) };
    expect(isConsistent({ size: 0, root: EMPTY_ROOT }, to, [])).toBe(true);
    expect(isConsistent({ size: 0, root: rootAt(1) }, to, [])).toBe(false);
    expect(isConsistent({ size: 0, root: EMPTY_ROOT }, to, [EMPTY_ROOT])).toBe(false);
    expect(isConsistent(to, { size: 0, root: EMPTY_ROOT }, [])).toBe(false);
  });
  test('have the shape of trees past 2^31 and 2^32 leaves', () => {
    const size = 2 ** 40 + 3;
    const ranges = inclusionRanges(2 ** 33 + 1, size);
    expect(ranges.reduce((sum, { from, to }) => sum + to - from, 1)).toBe(size);
    for (const { from, to } of consistencyRanges(2 ** 32 + 1, size)) expect(from).toBeLessThan(to);
    const leaf = leafHash(Buffer.from('last'));
    // The last leaf of 2^32 + 1 is directly under the root.
    const left = leafHash(Buffer.from('left'));
    expect(isIncluded({ index: 2 ** 32, size: 2 ** 32 + 1, leaf, proof: [left], root: leaf })).toBe(false);
    expect(inclusionRanges(2 ** 32, 2 ** 32 + 1)).toEqual([{ from: 0, to: 2 ** 32 }]);
  });
  test('are refused for an index or size that the tree does not have', async () => {
    for (const [index, size] of [
      [0, 0],
      [5, 5],
      [-1, 5],
      [1.5, 5],
      [0, 2 ** 53],
    ] as const) {
      expect(() => inclusionRanges(index, size)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
      expect(isIncluded({ index, size, leaf: EMPTY_ROOT, proof: [], root: EMPTY_ROOT })).toBe(false);
    }
    expect(() => consistencyRanges(6, 5)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
  });
});
