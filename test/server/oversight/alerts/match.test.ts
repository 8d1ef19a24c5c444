import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { concerns, isSilenced, matches, uncoveredKinds } from '../../../../server/oversight/alerts/match.ts';
import { ALARM_SEVERITIES } from '../../../../server/oversight/alerts/severities.ts';
import {
  ENDING_KINDS,
  NEVER_SILENCED,
  SILENCEABLE_KINDS,
  URGENT_KINDS,
} from '../../../../server/oversight/alerts/vocabulary.ts';
import { ALARM_KINDS } from '../../../../server/platform/base/alarm-kinds.ts';
import { ALARMED_KINDS } from '../../../../server/border/conditions/condition-kinds.ts';

const sites = (...names: string[]) => names.map((name) => siteIdSchema.parse(name));
const NOW_EVERYWHERE = { takes: { by: 'severity', severities: ['now'] }, sites: 'all' } as const;

describe('routes of alerts', () => {
  it('take alarms by urgency or by kind, at their sites', () => {
    const emergency = { kind: 'lane-in-emergency', site: 'north' } as const;
    expect(matches(NOW_EVERYWHERE, emergency)).toBe(true);
    expect(matches(NOW_EVERYWHERE, { kind: 'lane-slow', site: 'north' })).toBe(false);
    const slow = { takes: { by: 'kind', kinds: ['lane-slow'] }, sites: sites('north') } as const;
    expect(matches(slow, { kind: 'lane-slow', site: 'north' })).toBe(true);
    expect(matches(slow, { kind: 'lane-slow', site: 'south' })).toBe(false);
    expect(matches(slow, emergency)).toBe(false);
  });
  it('for some sites take no alarm about the server itself', () => {
    const north = { ...NOW_EVERYWHERE, sites: sites('north') };
    expect(matches(north, { kind: 'tables-differ', site: null })).toBe(false);
    expect(matches(NOW_EVERYWHERE, { kind: 'tables-differ', site: null })).toBe(true);
  });
  it('cover the urgent kinds when one takes them at all sites, or several take them at each site', () => {
    expect(uncoveredKinds([], ['north'])).toEqual(URGENT_KINDS);
    expect(uncoveredKinds([NOW_EVERYWHERE], ['north', 'south'])).toEqual([]);
    const [north, south] = [
      { ...NOW_EVERYWHERE, sites: sites('north') },
      { ...NOW_EVERYWHERE, sites: sites('south') },
    ];
    const left = uncoveredKinds([north, south], ['north', 'south']);
    expect(left).toContain('tables-differ');
    expect(left).not.toContain('lane-in-emergency');
    expect(uncoveredKinds([north], ['north', 'south'])).toContain('lane-in-emergency');
  });
});

describe('silences', () => {
  it('hold alarms of their kinds at their sites', () => {
    const silence = { kinds: ['lane-slow'], sites: sites('north') } as const;
    expect(isSilenced(silence, { kind: 'lane-slow', site: 'north' })).toBe(true);
    expect(isSilenced(silence, { kind: 'lane-slow', site: 'south' })).toBe(false);
    expect(isSilenced(silence, { kind: 'sequence-gap', site: 'north' })).toBe(false);
  });
  it.each(NEVER_SILENCED)('never hold %s, also when the row in the database says so', (kind) => {
    expect(isSilenced({ kinds: 'all', sites: 'all' }, { kind, site: 'north' })).toBe(false);
    expect(isSilenced({ kinds: [kind], sites: 'all' }, { kind, site: 'north' })).toBe(false);
  });
  it('leave each kind in one of the two lists', () => {
    expect([...NEVER_SILENCED, ...SILENCEABLE_KINDS].sort()).toEqual([...ALARM_KINDS].sort());
  });
  it('concern the routes that take what they hold', () => {
    const slow = { kinds: ['lane-slow'], sites: sites('north') } as const;
    expect(concerns(NOW_EVERYWHERE, slow, SILENCEABLE_KINDS)).toBe(false);
    const today = { takes: { by: 'severity', severities: ['today'] }, sites: sites('north', 'south') } as const;
    expect(concerns(today, slow, SILENCEABLE_KINDS)).toBe(true);
    expect(concerns({ ...today, sites: sites('south') }, slow, SILENCEABLE_KINDS)).toBe(false);
  });
});

describe('urgency of alarms', () => {
  it('is the one that the guide says', () => {
    const guide = readFileSync(join(projectRoot(), 'server/main/guide/alarms.md'), 'utf8');
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` \|.*\| (now|today|watch) \|$/gm)];
    const said = Object.fromEntries(rows.map(([, kind = '', urgency = '']) => [kind, urgency]));
    expect(said).toEqual(ALARM_SEVERITIES);
  });
});

describe('alarms that end', () => {
  it('include those of every condition of a lane', () => {
    expect(ALARMED_KINDS.filter((kind) => !ENDING_KINDS.includes(kind))).toEqual([]);
  });
});
