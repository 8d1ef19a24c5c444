import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildFilter } from '../../../../kiosk/lists/watchlist/build/build-filter.ts';
import { tagSet } from '../../../../kiosk/lists/watchlist/build/tag-set.ts';
import { contains } from '../../../../kiosk/lists/watchlist/fuse-filter.ts';
import { lengthOf } from '../../../../server/contract/watchlist-file.ts';
import fc from '../../../support/seeded-properties.ts';

const tagOf = (number: number, salt = 'key') => {
  const digest = createHash('sha256').update(`${salt}/${number}`).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4) };
};
const filterOf = (tags: readonly { readonly high: number; readonly low: number }[]) => {
  const set = tagSet();
  for (const tag of tags) set.add(tag);
  const { tags: sorted, count } = set.sorted();
  return { ...buildFilter(sorted, count), count };
};

describe('the filter', () => {
  it.each([1, 2, 3, 10, 100, 1_000, 65_537])('contains each of its %i keys', (count) => {
    const tags = Array.from({ length: count }, (_, at) => tagOf(at));
    const { shape, fingerprints } = filterOf(tags);
    expect(tags.every((tag) => contains(shape, fingerprints, tag))).toBe(true);
    expect(fingerprints).toHaveLength(lengthOf(shape));
  });

  it('contains about one other key in 65,536', () => {
    const { shape, fingerprints } = filterOf(Array.from({ length: 20_000 }, (_, at) => tagOf(at)));
    const asked = 400_000;
    let found = 0;
    for (let at = 0; at < asked; at += 1) if (contains(shape, fingerprints, tagOf(at, 'other'))) found += 1;
    // Poisson with a mean of 6.1: fewer than one in a million lies beyond
    expect(found).toBeLessThanOrEqual(21);
  });

  it('has the same bytes for the same keys in any order, and however often each occurs', () => {
    const tags = Array.from({ length: 500 }, (_, at) => tagOf(at));
    const once = filterOf(tags);
    const again = filterOf([...tags, ...tags.slice(0, 50)].reverse());
    expect(again.count).toBe(500);
    expect(again.shape).toEqual(once.shape);
    expect(again.fingerprints).toEqual(once.fingerprints);
  });

  it('contains its keys, whatever they are', () => {
    const tag = fc.record({ high: fc.nat(0xffff_ffff), low: fc.nat(0xffff_ffff) });
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 300, selector: ({ high, low }) => `${high}/${low}` }), (tags) => {
        const { shape, fingerprints } = filterOf(tags);
        return tags.every((one) => contains(shape, fingerprints, one));
      }),
      { numRuns: 200 },
    );
  });
});
