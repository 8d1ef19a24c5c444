import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeReport, type ChainLink } from '../../../../server/intake/ingest/chain.ts';
import { GENESIS_DIGEST } from '../../../../server/contract/report.ts';

/** A chain with readable digests: `d1`, `d2`, … */
const link = (sequence: number): ChainLink => ({
  sequence,
  digest: `d${sequence}`,
  previous: sequence === 1 ? GENESIS_DIGEST : `d${sequence - 1}`,
});
const around = (held: readonly ChainLink[], sequence: number) => ({
  head: Math.max(0, ...held.map((one) => one.sequence)),
  before: held.find((one) => one.sequence === sequence - 1),
  same: held.find((one) => one.sequence === sequence),
  after: held.find((one) => one.sequence === sequence + 1),
});
const place = (report: ChainLink, held: readonly ChainLink[]) => placeReport(report, around(held, report.sequence));

describe('place of a report', () => {
  it.each([
    ['the first', link(1), [], { kind: 'appended' }],
    ['the next', link(3), [1, 2], { kind: 'appended' }],
    ['one too early', link(5), [1, 2], { kind: 'appended-past-gap', from: 3, to: 4 }],
    ['one too early for an empty chain', link(2), [], { kind: 'appended-past-gap', from: 1, to: 1 }],
    ['one already stored', link(2), [1, 2], { kind: 'duplicate' }],
    ['a late one between its neighbours', link(2), [1, 3], { kind: 'filled' }],
    ['a late one with no neighbour yet', link(3), [1, 5], { kind: 'filled' }],
    ['a late first', link(1), [2], { kind: 'filled' }],
    ['another one with a used number', { ...link(2), digest: 'x' }, [1, 2], { kind: 'forked' }],
    ['one that names another predecessor', { ...link(3), previous: 'x' }, [1, 2], { kind: 'broken' }],
    ['a late one that its successor does not name', { ...link(2), digest: 'x' }, [1, 3], { kind: 'broken' }],
    ['a late one that does not name its predecessor', { ...link(2), previous: 'x' }, [1, 3], { kind: 'broken' }],
    ['a first with a predecessor', { ...link(1), previous: 'x' }, [], { kind: 'broken' }],
    ['a second first', { ...link(4), previous: GENESIS_DIGEST }, [1], { kind: 'broken' }],
  ] as const)('%s', (_name, report, held, expected) => {
    expect(place(report, held.map(link))).toEqual(expected);
  });

  it('gives the same chain for any order and repetition of reports', () => {
    const order = fc.integer({ min: 1, max: 12 }).chain((length) => {
      const all = Array.from({ length }, (_, index) => index + 1);
      return fc
        .tuple(fc.shuffledSubarray(all, { minLength: length }), fc.array(fc.constantFrom(...all)))
        .map(([first, again]) => [...first, ...again]);
    });
    fc.assert(
      fc.property(order, (sequences) => {
        const held: ChainLink[] = [];
        for (const sequence of sequences) {
          const { kind } = place(link(sequence), held);
          expect(['appended', 'appended-past-gap', 'filled', 'duplicate']).toContain(kind);
          if (kind !== 'duplicate') held.push(link(sequence));
        }
        expect(new Set(held.map((one) => one.sequence)).size).toBe(held.length);
      }),
    );
  });
});
