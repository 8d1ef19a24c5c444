import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, routeOf } from '../../../../server/console/shell/route.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);

describe('an address within the console', () => {
  it('is parsed to the route from which it was made', () => {
    fc.assert(
      fc.property(segment, fc.array(segment, { maxLength: 5 }), (section, path) => {
        expect(routeOf(hashOf(section, ...path))).toEqual({ section, path });
      }),
    );
  });

  it('ends at the first invalid segment, and never throws', () => {
    expect(routeOf('')).toEqual({ section: '', path: [] });
    expect(routeOf('#/officer//x')).toEqual({ section: 'officer', path: [] });
    expect(routeOf('#officer/<script>/x')).toEqual({ section: 'officer', path: [] });
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const { section, path } = routeOf(hash);
        expect([section, ...path].join('')).toMatch(/^[A-Za-z0-9._-]*$/);
        expect(path.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
