import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { fixedVersion, isAffected } from '../../../../server/lanes/components/osv/affected.ts';
import { EXAMPLES } from './osv-examples.ts';

const VERSIONS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((major) =>
  [0, 1, 2, 3, 17, 99].flatMap((minor) =>
    [0, 1, 2, 3, 4, 5, 6, 9, 10, 20, 21].map((patch) => `${major}.${minor}.${patch}`),
  ),
);

describe.each(EXAMPLES)('$advisory.id for $name', ({ name, range, advisory }) => {
  it('affects the versions that npm audit reports, by the range that it prints', () => {
    const affected = VERSIONS.filter((version) => isAffected(advisory, { ecosystem: 'npm', name, version }));
    expect(affected).toEqual(VERSIONS.filter((version) => semver.satisfies(version, range)));
    expect(affected.length).toBeGreaterThan(0);
  });

  it('names a fixed version that is outside of the range, for each affected version', () => {
    for (const version of VERSIONS) {
      const of = { ecosystem: 'npm', name, version };
      const fixed = fixedVersion(advisory, of);
      if (!isAffected(advisory, of)) expect(fixed).toBeUndefined();
      else {
        expect(semver.satisfies(fixed ?? version, range)).toBe(false);
        expect(semver.major(fixed ?? '0.0.0')).toBeLessThanOrEqual(semver.major(version) + 4);
      }
    }
  });
});

it('a fixed version: comes from the range that contains the version', () => {
  const fixedOf = (version: string) => fixedVersion(EXAMPLES[0]!.advisory, { ecosystem: 'npm', name: 'ws', version });
  expect([fixedOf('5.2.3'), fixedOf('7.5.9'), fixedOf('8.0.0'), fixedOf('5.9.0')]).toEqual([
    ...['5.2.4', '7.5.10', '8.17.1', undefined],
  ]);
});
