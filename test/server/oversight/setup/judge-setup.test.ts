import { describe, expect, it } from 'vitest';
import { judgeSetup, type SetupRecords } from '../../../../server/oversight/setup/judge-setup.ts';
import {
  BACKUP_LASTS_MS,
  COLLECTED_WITHIN_MS,
  STATEMENT_LASTS_MS,
  type SetupItem,
} from '../../../../server/oversight/setup/vocabulary.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const duty = (
  role: 'officer' | 'supervisor' | 'privacy-officer' | 'auditor' | 'security-officer',
  person: string,
  sites: unknown = 'all',
) => ({ role, person, sites }) as SetupRecords['duties'][number];
const runs = { policyDigest: 'a'.repeat(64), noticeDigest: 'b'.repeat(64) };

/** A server on which everything is done. */
const COMPLETE: SetupRecords = {
  now: NOW,
  administrators: {
    able: ['anna', 'ben'],
    need: 2,
    ends: [
      { person: 'anna', at: NOW + 90 * DAY },
      { person: 'ben', at: NOW + 90 * DAY },
    ],
  },
  sites: [{ id: 'north', isNamed: true, lanes: [{ number: '1', hasKiosk: true }] }],
  kiosks: [{ place: 'north/1', isHeard: true, runs }],
  duties: [
    duty('officer', 'otto', ['north']),
    duty('supervisor', 'sara'),
    duty('supervisor', 'sven'),
    duty('privacy-officer', 'paula'),
    duty('privacy-officer', 'pete'),
    duty('auditor', 'alma'),
    duty('security-officer', 'sina'),
    duty('security-officer', 'silas'),
  ],
  retention: { newest: { number: 2, signatures: 2 }, needSignatures: 2, rollout: 2, pending: [] },
  witnesses: { named: 2, unpublished: 3, since: NOW - 20_000 },
  record: { agrees: true, mayReturn: false, differences: [], adoptions: [] },
  backupAt: NOW - DAY,
  collector: { isOpen: true, collectedAt: NOW - 15_000 },
  alerts: { routes: 2, uncovered: 0, unproved: [], failing: [], deliveredAt: NOW - DAY },
  statements: [],
};

const itemOf = (item: SetupItem, over: Partial<SetupRecords>) => {
  const found = judgeSetup({ ...COMPLETE, ...over }).find((one) => one.item === item);
  return { state: found?.state, codes: found?.facts.map(({ code }) => code), facts: found?.facts };
};

describe('set-up', () => {
  it('is done when the records say so for each part', () => {
    expect(judgeSetup(COMPLETE).filter(({ state }) => state !== 'done')).toEqual([]);
  });
  it('of a new server is open in each part', () => {
    const empty: SetupRecords = {
      ...COMPLETE,
      ...{
        administrators: { able: ['anna'], need: 2, ends: [{ person: 'anna', at: NOW + 30 * DAY }] },
        sites: [],
        kiosks: [],
      },
      ...{ duties: [], retention: { newest: null, needSignatures: 2, rollout: null, pending: [] } },
      ...{ witnesses: { named: 0, unpublished: 9, since: NOW }, backupAt: null },
      collector: { isOpen: false, collectedAt: null },
      alerts: { routes: 0, uncovered: 9, unproved: [], failing: [], deliveredAt: null },
    };
    const done = judgeSetup(empty).filter(({ state }) => state !== 'open');
    // A new database agrees with its ledger
    expect(done.map(({ item }) => item)).toEqual(['record']);
  });
  it('opens again when the database differs from the ledger, until two people return the server to service', () => {
    const record = { agrees: false, mayReturn: false, differences: ['row-altered duties 1'], adoptions: [] };
    const facts = (mayReturn: boolean) => [{ code: 'record-differs', differences: record.differences, mayReturn }];
    expect(itemOf('record', { record })).toMatchObject({ state: 'open', facts: facts(false) });
    const compared = { ...record, mayReturn: true };
    expect(itemOf('record', { record: compared })).toMatchObject({ state: 'open', facts: facts(true) });
    expect(itemOf('record', {})).toMatchObject({ state: 'done', facts: [{ code: 'record-agrees' }] });
  });
  it('opens again when an administrator leaves', () => {
    const one = { able: ['ben'], need: 2, ends: [{ person: 'ben', at: NOW + 90 * DAY }] };
    expect(itemOf('second-administrator', { administrators: one })).toMatchObject({
      state: 'open',
      codes: ['administrators'],
    });
  });
  it('opens again two weeks before an administrator’s duty ends, unless others stay', () => {
    const ends = (at: number, able = ['anna', 'ben']) => ({
      administrators: {
        able,
        need: 2,
        ends: able.map((person) => ({ person, at: person === 'ben' ? at : NOW + 90 * DAY })),
      },
    });
    expect(itemOf('second-administrator', ends(NOW + 15 * DAY)).state).toBe('done');
    expect(itemOf('second-administrator', ends(NOW + 13 * DAY))).toMatchObject({
      state: 'open',
      facts: [{ code: 'administrators' }, { code: 'administrator-ends', person: 'ben', at: NOW + 13 * DAY }],
    });
    expect(itemOf('second-administrator', ends(NOW + 13 * DAY, ['anna', 'ben', 'cora'])).state).toBe('done');
  });
  it('asks for names of sites, lanes in each, a kiosk at each lane, and its status', () => {
    const sites = [
      { id: 'east', isNamed: false, lanes: [] },
      {
        id: 'north',
        isNamed: true,
        lanes: [
          { number: '1', hasKiosk: true },
          { number: '2', hasKiosk: false },
        ],
      },
    ];
    const kiosks = [{ place: 'north/1', isHeard: false, runs }];
    expect(itemOf('sites', { sites, kiosks }).facts).toEqual([
      { code: 'sites-unnamed', sites: ['east'] },
      { code: 'sites-without-lanes', sites: ['east'] },
      { code: 'lanes-without-kiosk', lanes: ['north/2'] },
      { code: 'kiosks-silent', lanes: ['north/1'] },
    ]);
  });
  it('counts people, not duties, and each site for itself', () => {
    const sites = [...COMPLETE.sites, { id: 'south', isNamed: true, lanes: [] }];
    const twice = [...COMPLETE.duties, duty('supervisor', 'sara', ['south'])];
    expect(itemOf('roles', { sites, duties: twice }).facts).toEqual([
      { code: 'people-missing', role: 'officer', site: 'south', have: 0, need: 1 },
    ]);
    const alone = COMPLETE.duties.filter(({ person }) => person !== 'sven');
    expect(itemOf('roles', { duties: [...alone, duty('supervisor', 'sara', ['north'])] }).facts).toEqual([
      { code: 'people-missing', role: 'supervisor', site: 'north', have: 1, need: 2 },
    ]);
  });
  it('is open while a lane has not reported, or decides by another policy than the others', () => {
    const lane = (place: string, digest: string | null) => ({
      place,
      isHeard: true,
      runs: digest === null ? null : { ...runs, policyDigest: digest },
    });
    const kiosks = [lane('north/1', 'a'), lane('north/2', 'a'), lane('north/3', 'c'), lane('north/4', null)];
    expect(itemOf('decision-policy', { kiosks }).facts).toEqual([
      { code: 'lanes-unreported', lanes: ['north/4'] },
      { code: 'lanes-differ', versions: 2, lanes: ['north/3'] },
    ]);
    expect(itemOf('notice', { kiosks: kiosks.slice(0, 3) }).state).toBe('done');
  });
  it('follows a retention policy from its signatures to the last lane', () => {
    const retention = (over: Partial<SetupRecords['retention']>) =>
      itemOf('retention-policy', { retention: { ...COMPLETE.retention, ...over } }).codes;
    expect(retention({ newest: null })).toEqual(['no-retention-policy']);
    expect(retention({ newest: { number: 3, signatures: 1 } })).toEqual(['retention-unsigned']);
    expect(retention({ pending: ['north/1'] })).toEqual(['retention-pending']);
    expect(retention({ rollout: null })).toEqual(['retention-pending']);
  });
  it('opens again when alerts do not reach people, and shows a collector beside that', () => {
    const codes = (over: Partial<SetupRecords['alerts']>) => {
      const { state, codes: said } = itemOf('alerts', { alerts: { ...COMPLETE.alerts, ...over } });
      return [state, ...(said ?? [])];
    };
    expect(codes({})).toEqual(['done', 'alerts-delivered', 'collected']);
    expect(codes({ routes: 0 })).toEqual(['open', 'no-alert-route', 'collected']);
    expect(codes({ uncovered: 1 })).toEqual(['open', 'alerts-uncovered', 'collected']);
    expect(codes({ unproved: ['Night'], failing: ['Day'] })).toEqual([
      ...['open', 'channels-unproved', 'channels-failing', 'collected'],
    ]);
    const collector = { isOpen: true, collectedAt: NOW - COLLECTED_WITHIN_MS };
    expect(itemOf('alerts', { collector }).codes).toEqual(['alerts-delivered', 'collector-silent']);
  });
  it('opens again when witnesses fall behind, or a backup is old', () => {
    expect(itemOf('witnesses', { witnesses: { named: 2, unpublished: 3, since: NOW - 400_000 } }).codes).toEqual([
      'witnesses-behind',
    ]);
    expect(itemOf('backup', { backupAt: NOW - BACKUP_LASTS_MS }).codes).toEqual(['backup-old']);
    // From a clock that was wrong
    expect(itemOf('backup', { backupAt: NOW + DAY }).state).toBe('open');
  });
  it('counts a statement for 90 days, and only for a part that the server cannot see', () => {
    const statement = { item: 'backup', reason: 'database-backed-up-by-its-host', by: 'anna', at: NOW } as const;
    const state = (at: number) => itemOf('backup', { backupAt: null, statements: [{ ...statement, at }] }).state;
    expect([state(NOW), state(NOW - STATEMENT_LASTS_MS + 1), state(NOW - STATEMENT_LASTS_MS), state(NOW + 1)]).toEqual([
      'stated',
      'stated',
      'open',
      'open',
    ]);
    expect(itemOf('backup', { statements: [statement] }).state).toBe('done');
  });
});
