/** Seeds of noise: a supervisory authority gets one when the period has ended and two people have decided it; no one else, and nothing earlier. */
import { expect, test } from 'vitest';
import { verifyNoise } from '../../../../server/sharing/projection/verify-noise.ts';
import type { RevealedSeed, SeedList } from '../../../../server/sharing/seeds/answers.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { DAY_MS, sharingOffice } from '../fixtures/sharing-office.ts';
import {
  cross,
  deliveries,
  delivererOf,
  differences,
  enrolledLane,
  noisyAgreement,
  opened,
} from '../fixtures/sharing-year.ts';

const PLACE = { agreement: 'monthly-crossings', budgetPeriod: '2026-Q1' };
const DECISION = {
  ...PLACE,
  reason: 'inspection',
  statement: 'The authority counts the records of the quarter itself.',
};
const PATH = '/v1/sharing/seeds/monthly-crossings/2026-Q1';

/** An agreement with noise, four travellers in its second week, and the delivery of that week. */
async function officeWithNoise() {
  const office = await sharingOffice();
  const { server, clock } = office;
  await office.enterParties();
  expect(await office.enter(noisyAgreement(10_000))).toBeUndefined();
  const look = () => lookAtDeliveries(delivererOf(server));
  await look();
  const kiosk = await enrolledLane(server);
  await office.turn(2 * DAY_MS);
  await cross(server, kiosk, { count: 4, at: clock.wallMs() });
  await office.turn(8 * DAY_MS);
  await look();
  /** A person of a role, who signs in now. */
  const asRole = async (role: 'regulator' | 'auditor' | 'partner') => {
    const now = clock.wallMs();
    const terms = { validFrom: now - DAY_MS, validUntil: now + 60 * DAY_MS, trainingValidUntil: now + 60 * DAY_MS };
    return employ(server, `p-${role}`, duty(role, terms));
  };
  const seeds = async (who: { readonly cookie: string }) => {
    const { status, text } = await server.ask('/v1/sharing/seeds', { headers: { cookie: who.cookie } });
    return status === 200 ? (JSON.parse(text) as SeedList).seeds : status;
  };
  const receive = async (who: { readonly cookie: string }, path: string) => {
    const headers = { cookie: who.cookie, 'sec-fetch-site': 'same-origin' };
    const { status, text } = await server.ask(path, { method: 'POST', headers });
    return { status, json: JSON.parse(text) as unknown };
  };
  return { ...office, look, asRole, seeds, receive };
}

test('the seed of an ended period gives the exact counts of a delivery, and the ledger has who got it', async () => {
  const office = await officeWithNoise();
  const { server, receive, decide, turn, asRole, seeds } = office;
  expect(await decide('sharing-seed', DECISION)).toBe('period-not-over');
  await turn(60 * DAY_MS);
  await office.look();
  const regina = await asRole('regulator');
  expect(await receive(regina, PATH)).toMatchObject({ status: 404 });
  const committed = await seeds(regina);
  expect(committed).toMatchObject([
    { ...PLACE, budgetPeriod: '2026-Q3', state: 'running', decision: null },
    { ...PLACE, budgetPeriod: '2026-Q2', state: 'running', decision: null },
    { ...PLACE, state: 'over', decision: null },
  ]);
  expect(await decide('sharing-seed', DECISION)).toBeUndefined();
  expect(await decide('sharing-seed', DECISION)).toBe('seed-decided-already');

  const answer = await receive(regina, PATH);
  expect(answer.status).toBe(200);
  const revealed = answer.json as RevealedSeed;
  const made = (await deliveries(server)).find(({ period }) => period === '2026-W10');
  const delivery = await opened(server, made?.digest ?? null);
  if (delivery.kind !== 'opened' || !('cells' in delivery.content)) throw new Error('not opened');
  const verdict = verifyNoise(delivery.content, Buffer.from(revealed.seed, 'hex'), revealed.commitment);
  if (verdict.kind !== 'proved') throw new Error(verdict.code);
  expect(verdict.exact.filter(({ count }) => count > 0)).toEqual([{ values: ['north', 'cleared'], count: 4 }]);

  const entries = await entriesOf(server.context);
  expect(
    entries.filter((entry) => entry?.type === 'act' && JSON.stringify(entry).includes(revealed.commitment)),
  ).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain(revealed.seed);
  expect(await differences(server)).toEqual([]);
});

test('no one but the authority gets a seed, and it needs a fresh proof', async () => {
  const office = await officeWithNoise();
  const { server, petra, clock, receive, decide, turn, asRole, seeds } = office;
  await turn(60 * DAY_MS);
  await office.look();
  expect(await decide('sharing-seed', DECISION)).toBeUndefined();
  const [audra, parker, regina] = [await asRole('auditor'), await asRole('partner'), await asRole('regulator')];
  for (const other of [petra, audra, parker]) expect((await receive(other, PATH)).status).toBe(403);
  expect(await seeds(parker)).toBe(403);
  expect(await seeds(audra)).toMatchObject([
    { state: 'running' },
    { state: 'running' },
    { state: 'decided', decision: { reason: 'inspection' } },
  ]);
  for (const path of [
    '/v1/sharing/seeds/monthly-crossings/2026-Q3',
    '/v1/sharing/seeds/monthly-crossings/..%2f2026',
    '/v1/sharing/seeds/other/2026-Q1',
  ])
    expect((await receive(regina, path)).status, path).toBe(404);
  clock.turn(6 * 60_000);
  expect(await receive(regina, PATH)).toMatchObject({
    status: 403,
    json: { error: { code: 'step-up-required' } },
  });
  expect((await server.ask(PATH, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(401);
});

test('a decision that someone writes into the database gives no seed, and a commitment of another secret says so', async () => {
  const office = await officeWithNoise();
  const { server, receive, decide, turn, asRole } = office;
  await turn(60 * DAY_MS);
  await office.look();
  const regina = await asRole('regulator');
  const forged = {
    agreement: PLACE.agreement,
    budget_period: PLACE.budgetPeriod,
    reason: 'inspection',
    statement: 'Forged',
  };
  await server.context
    .knex('sharing_seeds')
    .insert({ ...forged, proposed_by: 'p-a', approved_by: 'p-b', decided_at: 1 });
  expect((await receive(regina, PATH)).status).toBe(404);
  const before = { ...PLACE, budgetPeriod: '2025-Q4' };
  const other = { agreement: before.agreement, budget_period: before.budgetPeriod, commitment: 'ab'.repeat(32) };
  await server.context.knex('sharing_commitments').insert({ ...other, committed_at: 1 });
  expect(await decide('sharing-seed', { ...DECISION, ...before })).toBeUndefined();
  expect(await receive(regina, PATH.replace('2026-Q1', '2025-Q4'))).toMatchObject({
    status: 409,
    json: { error: { code: 'seed-lost' } },
  });
});

test.each([
  [{ budgetPeriod: '2026-Q5' }, 'must be a year, a quarter or a month'],
  [{ budgetPeriod: '2025-Q1' }, 'no-such-commitment'],
  [{ agreement: 'another' }, 'no-such-commitment'],
  [{ statement: 'too short' }, 'must be at least 20'],
])('refuses a proposal with %j', async (over, message) => {
  const { decide } = await sharingOffice();
  expect(await decide('sharing-seed', { ...DECISION, ...over })).toBe(message);
});
