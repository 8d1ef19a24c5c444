import { describe, expect, it } from 'vitest';
import { type Advisory, advisorySchema, type RangeEvent } from '../../../../server/lanes/components/osv/advisory.ts';
import { isAffected } from '../../../../server/lanes/components/osv/affected.ts';
import { baseScore, scoreOf, severityOf } from '../../../../server/lanes/components/osv/severity.ts';

const advisory = (affected: Advisory['affected'], more: Partial<Advisory> = {}): Advisory =>
  advisorySchema.parse({ id: 'TEST-1', modified: '2026-01-01T00:00:00Z', affected, ...more });
const of = (version: string, ecosystem = 'npm', name = 'left-pad') => ({ ecosystem, name, version });
const npm = { ecosystem: 'npm', name: 'left-pad' };
const ranged = (events: readonly RangeEvent[], type: 'SEMVER' | 'ECOSYSTEM' | 'GIT' = 'SEMVER') =>
  advisory([{ package: npm, ranges: [{ type, events: [...events] }] }]);
const verdicts = (one: Advisory, versions: readonly string[]) =>
  versions.filter((version) => isAffected(one, of(version)));

/** The examples of the specification, https://ossf.github.io/osv-schema/ ("affected[].ranges[].events fields", "Evaluation"). */
describe('an advisory with ranges', () => {
  it.each([
    [
      'fixed in a version: the first that is not affected',
      [{ introduced: '0' }, { fixed: '1.0.2' }],
      ['0.0.0-alpha', '0.9.0', '1.0.1', '1.0.2-rc.1'],
      ['1.0.2', '1.0.3', '2.0.0'],
    ],
    [
      'introduced and last affected: both are affected',
      [{ introduced: '1.0.0' }, { last_affected: '1.0.2' }],
      ['1.0.0', '1.0.1', '1.0.2'],
      ['0.9.9', '1.0.0-rc.1', '1.0.3-0', '1.1.0'],
    ],
    [
      'several periods, in any order of the events',
      [{ fixed: '2.0.3' }, { introduced: '2.0.0' }, { introduced: '1.0.0' }, { fixed: '1.0.5' }],
      ['1.0.0', '1.0.4', '2.0.0', '2.0.2'],
      ['0.9.0', '1.0.5', '1.9.9', '2.0.3', '3.0.0'],
    ],
    ['introduced only: every later version', [{ introduced: '3.1.0' }], ['3.1.0', '9.0.0'], ['3.0.9', '3.1.0-beta']],
    [
      'a limit: versions from it on are outside',
      [{ introduced: '1.0.0' }, { limit: '2.0.0' }],
      ['1.0.0', '1.9.9'],
      ['2.0.0', '2.1.0'],
    ],
    ['the limit of any version', [{ introduced: '1.0.0' }, { limit: '*' }], ['1.0.0', '7.0.0'], ['0.1.0']],
    ['numbers compared as numbers', [{ introduced: '1.9.0' }, { fixed: '1.10.0' }], ['1.9.9'], ['1.10.0', '1.8.0']],
    [
      'pre-releases by Semantic Versioning §11',
      [{ introduced: '0' }, { fixed: '1.0.0-beta.11' }],
      ['1.0.0-alpha', '1.0.0-beta.2'],
      ['1.0.0-beta.11', '1.0.0-rc.1', '1.0.0'],
    ],
    ['without an event that begins it', [{ fixed: '1.0.0' }], [], ['0.1.0', '1.0.0']],
  ] as const)('%s', (_what, events, affected, sound) => {
    expect(verdicts(ranged(events), [...affected, ...sound])).toEqual(affected);
    expect(verdicts(ranged(events, 'ECOSYSTEM'), [...affected, ...sound])).toEqual(affected);
  });

  it('ignores build metadata', () => {
    expect(verdicts(ranged([{ introduced: '0' }, { fixed: '1.2.3' }]), ['1.2.2+sha.5114f85', '1.2.3+exp'])).toEqual([
      '1.2.2+sha.5114f85',
    ]);
  });

  it('affects a version that any of its entries affects', () => {
    const entry = (introduced: string, fixed: string) => ({
      type: 'SEMVER' as const,
      events: [{ introduced }, { fixed }],
    });
    const one = advisory([
      { package: npm, ranges: [entry('1.0.0', '1.1.0'), entry('2.0.0', '2.1.0')] },
      { package: npm, versions: ['7.0.0'] },
      { package: { ...npm, name: 'right-pad' }, versions: ['8.0.0'] },
    ]);
    expect(verdicts(one, ['1.0.5', '1.5.0', '2.0.5', '7.0.0', '8.0.0'])).toEqual(['1.0.5', '2.0.5', '7.0.0']);
  });

  it('is not evaluated for commits, and for versions of another ecosystem only as listed', () => {
    expect(verdicts(ranged([{ introduced: '0' }], 'GIT'), ['1.0.0'])).toEqual([]);
    const python = { ecosystem: 'PyPI', name: 'left-pad' };
    const range = { type: 'ECOSYSTEM' as const, events: [{ introduced: '0' }] };
    const one = advisory([{ package: python, ranges: [range], versions: ['1.0'] }]);
    expect(isAffected(one, of('1.0', 'PyPI'))).toBe(true);
    expect(isAffected(one, of('1.1', 'PyPI'))).toBe(false);
    expect(isAffected(one, of('1.0'))).toBe(false);
  });

  it('that is withdrawn affects nothing', () => {
    const entry = [{ package: npm, versions: ['1.0.0'] }];
    expect(isAffected(advisory(entry), of('1.0.0'))).toBe(true);
    expect(isAffected(advisory(entry, { withdrawn: '2026-02-01T00:00:00Z' }), of('1.0.0'))).toBe(false);
  });

  it('is not evaluated for a text that is not a version, except where it is listed', () => {
    expect(verdicts(ranged([{ introduced: '0' }]), ['latest', '', '1'])).toEqual([]);
    expect(isAffected(advisory([{ package: npm, versions: ['latest'] }]), of('latest'))).toBe(true);
  });
});

const FOUR = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

describe('the severity of an advisory', () => {
  /** Scores by the calculators of FIRST. */
  it.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/E:U/RL:O/MAV:P', 6.1],
    ['CVSS:3.1/AV:N', undefined],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
    [`${FOUR}/E:U/CR:L/MSI:S/AU:Y/U:Clear`, 9.3],
    [`${FOUR}/ZZ:1`, undefined],
    ['CVSS:4.0/AV:Q/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', undefined],
    ['CVSS:4.0/AV:N', undefined],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', undefined],
    ['nothing', undefined],
  ] as const)('%s has the base score %s', (vector, score) => expect(baseScore(vector)).toBe(score));

  it('comes from its database, else from its score, else is high', () => {
    const scored = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
    expect(severityOf(advisory([], { database_specific: { severity: 'MODERATE' }, severity: scored }))).toBe(
      'moderate',
    );
    expect(severityOf(advisory([], { severity: scored }))).toBe('critical');
    expect(severityOf(advisory([], { severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }] }))).toBe('high');
    const both = [
      ...scored,
      { type: 'CVSS_V4', score: 'CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N' },
    ];
    expect(severityOf(advisory([], { severity: both.slice(1) }))).toBe('low');
    expect(scoreOf({ severity: both })).toBe(9.8);
    expect(scoreOf({ severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' }] })).toBeUndefined();
  });
});
