/** Permissions of the feed: by session, duty, lane and time. */
import type { Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import type { Duty } from '../../../../server/platform/access/principal.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { COALESCE_MS } from '../../../../server/lanes/feed/status-coalescer.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import { dutiesOf, setDutyTerm } from '../../../../server/people/duties/duty-table.ts';
import { duty, HOUR_MS, kiosk as kioskId, site } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { dial, listen } from './fixtures/listen.ts';

/** A server with a lane at each of two sites. */
async function twoSites() {
  const clock = handTurnedClock(Date.now());
  const server = await runServer({ clock });
  const north = testKiosk(kioskIdOf('north-1'), 1);
  const south = testKiosk(kioskIdOf('south-1'), 2);
  for (const [where, lane] of [['north', north] as const, ['south', south] as const]) {
    const enrolment = { kiosk: lane.id, site: where, lane: '1', 'public-key': lane.publicKeyHex };
    await enrolKiosk(server.database, enrolment, clock.wallMs());
  }
  const now = clock.wallMs();
  const terms = { validFrom: now - HOUR_MS, validUntil: now + 6 * HOUR_MS, trainingValidUntil: now + 6 * HOUR_MS };
  let people = 0;
  const hire = (role: Role, differences: Partial<Duty> = {}) =>
    employ(server, `p-${role}-${(people += 1)}`, duty(role, { ...terms, ...differences }));
  return { server, clock, north, south, hire, now };
}

const refusalOf = (socket: Socket) =>
  new Promise((resolve) => {
    socket.once('connect_error', () => resolve('refused'));
    socket.once('connect', () => resolve('connected'));
  });

describe('feed access', () => {
  it('refuses no session, an invented session, and a role that sees no lanes', async () => {
    const { server, hire } = await twoSites();
    const partner = await hire('partner');
    for (const cookie of [undefined, 'postern-session=x', `postern-session=${'A'.repeat(43)}`, partner.cookie]) {
      expect(await refusalOf(dial(server, cookie))).toBe('refused');
    }
  });
  it('refuses a duty that has ended, has not begun, or lacks valid training', async () => {
    const { server, hire, now } = await twoSites();
    for (const lapsed of [{ validUntil: now }, { validFrom: now + HOUR_MS }, { trainingValidUntil: now }]) {
      const { cookie } = await hire('officer', lapsed);
      expect(await refusalOf(dial(server, cookie))).toBe('refused');
    }
  });
  it('sends an officer events of their own lanes only', async () => {
    const { server, clock, north, south, hire } = await twoSites();
    const officer = await listen(server, await hire('officer', { lanes: [kioskId('north-1')] }));
    expect(officer.hello.lanes).toMatchObject([{ kioskId: 'north-1' }]);
    await server.post('/v1/reports', south.next().wire);
    await server.post('/v1/reports', north.next().wire);
    await server.post('/v1/status', south.status({ at: server.context.clock.wallMs() }));
    await server.post('/v1/status', north.status({ at: server.context.clock.wallMs() }));
    clock.turn(COALESCE_MS);
    await expect.poll(officer.names).toEqual(['outcome', 'lanes']);
    expect(officer.heard('outcome')).toMatchObject([[{ feedPosition: 2, report: { kioskId: 'north-1' } }, 0]]);
    expect(officer.heard('lanes')).toMatchObject([[[{ kioskId: 'north-1' }]]]);
  });
  it("sends alarms of the person's sites, and those without a lane to people with all sites", async () => {
    const { server, north, south, hire } = await twoSites();
    const supervisor = await listen(server, await hire('supervisor', { sites: [site('north')] }));
    const auditor = await listen(server, await hire('auditor'));
    const forged = (lane: typeof north) => testKiosk(lane.id, 9).next().wire;
    await server.post('/v1/reports', testKiosk(kioskIdOf('nowhere-1'), 7).next().wire);
    await server.post('/v1/reports', forged(south));
    await server.post('/v1/reports', forged(north));
    await expect.poll(() => auditor.names().length).toBe(3);
    await expect.poll(supervisor.names).toEqual(['alarm']);
  });
  it('sends an administrator lanes and alarms, and nothing about travellers', async () => {
    const { server, north, hire } = await twoSites();
    const administrator = await listen(server, await hire('administrator'));
    await server.post('/v1/reports', north.next().wire);
    await server.post('/v1/status', north.status({ at: server.context.clock.wallMs() }));
    await expect.poll(administrator.names).toEqual(['lanes']);
    expect(await administrator.catchUp({ after: 0, limit: 10 })).toEqual({ kind: 'refused', code: 'not-entitled' });
  });
  it('catches an officer up on their own lanes, to the last position', async () => {
    const { server, north, south, hire } = await twoSites();
    for (let n = 0; n < 4; n++) {
      await server.post('/v1/reports', north.next().wire);
      await server.post('/v1/reports', south.next().wire);
    }
    const officer = await listen(server, await hire('officer', { sites: [site('north')] }));
    const pageAfter = async (after: number) => {
      const page = await officer.catchUp({ after, limit: 3 });
      if (page.kind !== 'page') throw new Error(page.code);
      return [page.outcomes.map(({ feedPosition }) => feedPosition), page.through, page.feedPosition];
    };
    expect(await pageAfter(0)).toEqual([[1, 3, 5], 5, 8]);
    expect(await pageAfter(5)).toEqual([[7], 8, 8]);
  });
  it('ends with the session', async () => {
    const { server, hire } = await twoSites();
    const employed = await hire('officer');
    const officer = await listen(server, employed);
    const other = await listen(server, await hire('officer'));
    await server.ask('/v1/session', { method: 'DELETE', headers: { cookie: employed.cookie }, as: 'nobody' });
    await officer.isCut();
    expect(other.socket.connected).toBe(true);
  });
  it('ends when the session expires', async () => {
    const { server, clock, hire } = await twoSites();
    const officer = await listen(server, await hire('officer'));
    clock.turn(3 * HOUR_MS);
    await officer.isCut();
  });
  it('continues through a step-up, which changes the session’s token', async () => {
    const { server, clock } = await twoSites();
    const officer = await listen(server, await server.as('officer'));
    const { cookie } = await server.as('officer');
    const headers = { cookie, 'content-type': 'application/json' };
    const body = Buffer.from('{}');
    await server.ask('/v1/development/step-up', { method: 'POST', headers, body, as: 'nobody' });
    clock.turn(20_000);
    expect(await officer.catchUp({ after: 0, limit: 1 })).toMatchObject({ kind: 'page' });
  });
  it('ends at once with the duty', async () => {
    const { server, hire, now } = await twoSites();
    const employed = await hire('officer');
    const officer = await listen(server, employed);
    const [held] = await dutiesOf(server.database.knex, employed.personId);
    const ended = { validUntil: now, trainingValidUntil: held!.trainingValidUntil };
    await server.context.queue.run((transaction) => setDutyTerm(transaction, held!.id, ended));
    server.access.changes.announce(employed.personId);
    await officer.isCut();
  });
  it('sends nothing after the training expires, before the next check', async () => {
    const { server, clock, north, hire, now } = await twoSites();
    const officer = await listen(server, await hire('officer', { trainingValidUntil: now + 5_000 }));
    clock.turn(5_000);
    await server.post('/v1/reports', north.next().wire);
    expect(await officer.catchUp({ after: 0, limit: 1 })).toEqual({ kind: 'refused', code: 'training-lapsed' });
    expect(officer.names()).toEqual([]);
    clock.turn(15_000);
    await officer.isCut();
  });
});
