import { describe, expect, it } from 'vitest';
import { giveDutySchema } from '../../../../server/people/duties/duty-payloads.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { isOfficerRevoked, officersRevokedSince } from '../../../../server/people/duties/revoked-officers.ts';
import { accessBench, WEEK_MS } from '../../platform/access/fixtures/access-bench.ts';
import { propose } from '../../../../server/records/proposals/propose.ts';
import { deleteSite } from '../../../../server/records/sites/site-table.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { HOUR_MS, person, site } from '../../platform/access/fixtures/principals.ts';

const DAY_MS = 24 * HOUR_MS;

async function twoAdministrators() {
  const bench = await accessBench();
  const [anna, berta] = [await bench.employ('p-anna'), await bench.employ('p-berta')];
  const now = bench.clock.wallMs();
  const wish = (who: string, role: Role = 'officer', differences: object = {}) => ({
    ...{ person: who, role, sites: ['north'], lanes: 'all', shifts: [] },
    ...{ validFrom: now, validUntil: now + 10 * WEEK_MS, trainingValidUntil: now + 20 * WEEK_MS },
    ...differences,
  });
  /** Anna proposes, Berta approves. */
  const decide = async (kind: string, payload: unknown) => {
    const objection = await bench.tryToPropose(anna, kind, payload);
    if (objection !== 'proposed') return objection;
    return bench.approve(bench.now(berta), await bench.propose(anna, kind, payload));
  };
  return { bench, anna, berta, wish, decide, now };
}

describe('a duty', () => {
  it('is given by two administrators, and announced to consoles', async () => {
    const { bench, wish, decide, now } = await twoAdministrators();
    expect(await decide('duty-give', wish('p-otto'))).toBe('settled');
    expect(await bench.dutiesOf('p-otto')).toMatchObject([
      { role: 'officer', sites: ['north'], lanes: 'all', validUntil: now + 10 * WEEK_MS },
    ]);
    expect(bench.changed).toEqual(['p-otto']);
  });
  it('is refused at the same time as one that excludes it, and allowed after it', async () => {
    const { bench, wish, decide, now } = await twoAdministrators();
    await decide('duty-give', wish('p-otto'));
    expect(await decide('duty-give', wish('p-otto', 'auditor'))).toBe('proposal-inapplicable');
    expect(await decide('duty-give', wish('p-otto', 'supervisor'))).toBe('settled');
    const later = { validFrom: now + 10 * WEEK_MS, validUntil: now + 11 * WEEK_MS };
    expect(await decide('duty-give', wish('p-otto', 'auditor', later))).toBe('settled');
    expect(await bench.dutiesOf('p-otto')).toHaveLength(3);
  });
  it('is refused when an administrator could then see travellers', async () => {
    const { wish, decide } = await twoAdministrators();
    for (const role of ['officer', 'supervisor', 'privacy-officer', 'auditor', 'partner'] as const) {
      expect(await decide('duty-give', wish('p-anna', role))).toBe('proposal-inapplicable');
    }
  });
  it('is judged again at its approval: of two that exclude each other only one is given', async () => {
    const { bench, anna, berta, wish } = await twoAdministrators();
    const officer = await bench.propose(anna, 'duty-give', wish('p-otto'));
    const auditor = await bench.propose(anna, 'duty-give', wish('p-otto', 'auditor'));
    expect((await Promise.all([bench.approve(berta, officer), bench.approve(berta, auditor)])).toSorted()).toEqual([
      'proposal-inapplicable',
      'settled',
    ]);
    expect(await bench.dutiesOf('p-otto')).toHaveLength(1);
  });
  it('is refused for an unknown person, and when it has already ended', async () => {
    const { bench, wish, decide, now } = await twoAdministrators();
    bench.gone.add(person('p-otto'));
    expect(await decide('duty-give', wish('p-otto'))).toBe('proposal-inapplicable');
    const over = { validFrom: now - DAY_MS, validUntil: now };
    expect(await decide('duty-give', wish('p-emil', 'officer', over))).toBe('proposal-inapplicable');
  });
  it('is refused for a site that is not on record, and for a lane that is not at its sites', async () => {
    const { bench, anna, berta, wish, decide } = await twoAdministrators();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const told = async (differences: object) => {
      const answer = await propose(bench.desk, anna, {
        kind: 'duty-give',
        payload: wish('p-otto', 'officer', differences),
      });
      return answer.kind === 'refused' ? [answer.code, answer.faults[0]?.message] : answer.kind;
    };
    expect(await told({ sites: ['noth'] })).toEqual(['proposal-inapplicable', 'no-such-site']);
    expect(await told({ sites: ['north'], lanes: ['no-lane'] })).toEqual(['proposal-inapplicable', 'no-such-lane']);
    const elsewhere = { sites: ['south'], lanes: [kiosk.id] };
    expect(await told(elsewhere)).toEqual(['proposal-inapplicable', 'lane-of-another-site']);
    expect(await told({ sites: 'all', lanes: [kiosk.id] })).toBe('proposed');
    // A site can be removed between the proposal and its approval
    const proposal = await bench.propose(anna, 'duty-give', wish('p-otto', 'officer', { sites: ['south'] }));
    await bench.context.queue.run((transaction) => deleteSite(transaction, site('south')));
    expect(await bench.approve(bench.now(berta), proposal)).toBe('proposal-inapplicable');
    expect(await decide('duty-give', wish('p-otto'))).toBe('settled');
  });
  it('may be proposed, but not approved, by its own person', async () => {
    const { bench, anna, berta, wish } = await twoAdministrators();
    const forBerta = await bench.propose(anna, 'duty-give', wish('p-berta', 'administrator'));
    expect(await bench.approve(berta, forBerta)).toBe('proposal-inapplicable');
    expect(await bench.approve(anna, forBerta)).toBe('another-person-required');
    const own = await bench.propose(berta, 'duty-give', wish('p-berta', 'administrator'));
    expect(await bench.approve(anna, own)).toBe('settled');
  });
  it('is ended at once by two people, and an officer without another duty is revoked at the lanes', async () => {
    const { bench, wish, decide, now } = await twoAdministrators();
    await decide('duty-give', wish('p-otto'));
    await decide('duty-give', wish('p-otto', 'supervisor'));
    const held = await bench.dutiesOf('p-otto');
    const [officer, supervisor] = ['officer', 'supervisor'].map((role) => held.find((one) => one.role === role));
    expect(await decide('duty-end', { duty: officer!.id })).toBe('settled');
    expect(await isOfficerRevoked(bench.database.knex, person('p-otto'))).toBe(false);
    expect(await decide('duty-end', { duty: supervisor!.id })).toBe('settled');
    expect(await officersRevokedSince(bench.database.knex, now)).toEqual(['p-otto']);
    expect((await bench.dutiesOf('p-otto')).map(({ validUntil }) => validUntil)).toEqual([now, now]);
    expect(await decide('duty-end', { duty: officer!.id })).toBe('proposal-inapplicable');
    expect(await decide('duty-give', wish('p-otto'))).toBe('settled');
    expect(await isOfficerRevoked(bench.database.knex, person('p-otto'))).toBe(false);
  });
  it('of an administrator cannot be ended when fewer than two would be left', async () => {
    const { bench, decide } = await twoAdministrators();
    const [held] = await bench.dutiesOf('p-berta');
    expect(await decide('duty-end', { duty: held!.id })).toBe('proposal-inapplicable');
    await bench.employ('p-carla');
    expect(await decide('duty-end', { duty: held!.id })).toBe('settled');
  });
  it('is renewed by two people, for at most 400 days, and not after its end', async () => {
    const { bench, wish, decide, now } = await twoAdministrators();
    await decide('duty-give', wish('p-otto'));
    const [held] = await bench.dutiesOf('p-otto');
    const { id } = held!;
    const until = (ms: number) => ({ duty: id, validUntil: now + ms, trainingValidUntil: now + ms });
    expect(await decide('duty-renew', until(401 * DAY_MS))).toBe('proposal-inapplicable');
    expect(await decide('duty-renew', until(0))).toBe('proposal-inapplicable');
    expect(await decide('duty-renew', until(400 * DAY_MS))).toBe('settled');
    expect(await bench.dutiesOf('p-otto')).toMatchObject([{ validUntil: now + 400 * DAY_MS }]);
    expect(await decide('duty-renew', { ...until(DAY_MS), duty: '0'.repeat(32) })).toBe('proposal-inapplicable');
    await decide('duty-end', { duty: id });
    expect(await decide('duty-renew', until(DAY_MS))).toBe('proposal-inapplicable');
  });
  it('cannot be renewed into a time of a duty that excludes it, nor by its own person', async () => {
    const { bench, anna, berta, wish, decide, now } = await twoAdministrators();
    await decide('duty-give', wish('p-otto'));
    const later = { validFrom: now + 10 * WEEK_MS, validUntil: now + 11 * WEEK_MS };
    await decide('duty-give', wish('p-otto', 'auditor', later));
    const officer = (await bench.dutiesOf('p-otto')).find(({ role }) => role === 'officer');
    const longer = { duty: officer!.id, validUntil: now + 10 * WEEK_MS + 1, trainingValidUntil: now };
    expect(await decide('duty-renew', longer)).toBe('proposal-inapplicable');
    const [own] = await bench.dutiesOf('p-berta');
    const renewal = { duty: own!.id, validUntil: now + WEEK_MS, trainingValidUntil: now + WEEK_MS };
    const proposal = await bench.propose(anna, 'duty-renew', renewal);
    expect(await bench.approve(berta, proposal)).toBe('proposal-inapplicable');
  });
  it('is given and ended by administrators only', async () => {
    const { bench, wish } = await twoAdministrators();
    for (const role of ['officer', 'supervisor', 'privacy-officer', 'auditor', 'partner'] as const) {
      const other = await bench.employ(`p-${role}`, { role });
      expect(await bench.tryToPropose(other, 'duty-give', wish(`p-${role}`, 'administrator'))).toBe('not-entitled');
    }
  });
  it.each<readonly [string, object]>([
    ['no site', { sites: [] }],
    ['a site twice', { sites: ['north', 'north'] }],
    ['a sentence as a site', { sites: ['the north'] }],
    ['an unknown role', { role: 'root' }],
    ['an end before its beginning', { validFrom: 2, validUntil: 1 }],
    ['a term of more than 400 days', { validFrom: 0, validUntil: 401 * DAY_MS, trainingValidUntil: 0 }],
    ['a training of more than 400 days', { validFrom: 0, validUntil: 1, trainingValidUntil: 401 * DAY_MS }],
    ['a sentence as a person', { person: 'Mr Smith' }],
    ['an extra field', { note: 'x' }],
    ['a missing field', { sites: undefined }],
  ])('cannot be proposed with %s', async (_fault, differences) => {
    const { wish } = await twoAdministrators();
    expect(giveDutySchema.safeParse(wish('p-otto')).success).toBe(true);
    expect(giveDutySchema.safeParse(wish('p-otto', 'officer', differences)).success).toBe(false);
  });
});
