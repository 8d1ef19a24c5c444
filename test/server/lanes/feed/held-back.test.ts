/** Travellers who wait for an officer appear only in the queue: no event, page or position distinguishes a test referral from a traveller. */
import { describe, expect, it } from 'vitest';
import { readTraveller } from '../../../../server/records/reports/outcome-page.ts';
import type { OutcomePage } from '../../../../server/records/reports/answers.ts';
import type { OutcomeView } from '../../../../server/records/reports/answers.ts';
import type { ReferralsAnswer, ReferralAnswer } from '../../../../server/border/referrals/answers.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf, referredReport, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { listen } from './fixtures/listen.ts';

const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' };
const GRANT = 'b'.repeat(64);

type Decided = OutcomePage & { readonly serverTime: number; readonly decided: readonly OutcomeView[] };

/** One traveller passes, one is referred and looked at, one passes. */
async function threeTravellers() {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  const officer = await listen(server, await server.as('officer'));
  const other = await listen(server, await server.as('supervisor'));
  const post = (wire: Uint8Array) => server.post('/v1/reports', wire);
  await post(kiosk.next().wire);
  const { outcome, reasons, checks } = referredReport();
  await post(kiosk.next({ outcome, reasons, checks }).wire);
  await post(kiosk.nextViewing({ transactionId: transactionOf(2), grant: GRANT, released: ['face-frame'] }).wire);
  await post(kiosk.next().wire);
  return { server, kiosk, officer, other, post };
}

const read = async <T>(server: RunningServer, path: string, body?: object): Promise<T> => {
  const sent = body === undefined ? {} : { method: 'POST', body: Buffer.from(JSON.stringify(body)) };
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await server.ask(path, { as: 'officer', headers, ...sent });
  expect([path, answer.status]).toEqual([path, 200]);
  return JSON.parse(answer.text) as T;
};

async function decide(server: RunningServer): Promise<void> {
  await read(server, '/v1/watch', { site: 'north' });
  const [waiting] = (await read<ReferralsAnswer>(server, '/v1/referrals')).open;
  const taken = await read<ReferralAnswer>(server, `/v1/referrals/${waiting?.id}/take`, { version: 1 });
  const { version } = taken.referral;
  await read(server, `/v1/referrals/${waiting?.id}/decide`, { version, decision: INSPECT });
}

const positions = (outcomes: readonly OutcomeView[]) =>
  outcomes.map(({ feedPosition, report }) => [feedPosition, report.kind]);

describe('waiting traveller', () => {
  it('appears as a referral only, until the decision publishes all outcomes', async () => {
    const { server, officer, other } = await threeTravellers();
    for (const { heard } of [officer, other]) {
      await expect.poll(() => heard('outcome').length).toBe(2);
      expect(heard('outcome')).toMatchObject([
        [{ feedPosition: 1 }, 0],
        [{ feedPosition: 4, report: { outcome: 'cleared' } }, 1],
      ]);
      expect(heard('decided')).toEqual([]);
    }
    await decide(server);
    for (const { heard } of [officer, other]) {
      await expect.poll(() => heard('decided').length).toBe(1);
      const [[outcomes]] = heard('decided') as [[OutcomeView[]]];
      expect(positions(outcomes)).toEqual([
        [2, 'match'],
        [3, 'viewing'],
      ]);
      expect(heard('outcome')).toHaveLength(2);
    }
  });
  it('is in no page of outcomes before the decision', async () => {
    const { server, officer } = await threeTravellers();
    const all = async () => {
      const page = await officer.catchUp({ after: 0, limit: 100 });
      if (page.kind !== 'page') throw new Error(page.code);
      const asked = await read<Decided>(server, '/v1/outcomes?decided-since=0');
      expect(asked.outcomes).toEqual(page.outcomes);
      expect(asked.through).toBe(page.through);
      return { page, decided: asked.decided };
    };
    const before = await all();
    expect(positions(before.page.outcomes)).toEqual([
      [1, 'match'],
      [4, 'match'],
    ]);
    expect([before.page.through, before.decided]).toEqual([4, []]);
    const { serverTime } = await read<Decided>(server, '/v1/outcomes');
    await decide(server);
    const after = await all();
    expect(positions(after.page.outcomes).map(([position]) => position)).toEqual([1, 2, 3, 4]);
    expect(positions(after.decided)).toEqual([
      [2, 'match'],
      [3, 'viewing'],
    ]);
    expect((await read<Decided>(server, `/v1/outcomes?after=4&decided-since=${serverTime}`)).decided).toHaveLength(2);
    expect(
      (await read<Decided>(server, `/v1/outcomes?after=4&decided-since=${serverTime + 3_600_000}`)).decided,
    ).toEqual([]);
    expect((await read<Decided>(server, '/v1/outcomes?after=4')).decided).toEqual([]);
  });
  it('is distinguished from the same transaction id at another lane', async () => {
    const { server, officer, post } = await threeTravellers();
    const elsewhere = testKiosk(kioskIdOf('south-1'), 9);
    await server.enrol(elsewhere, '9');
    await post(elsewhere.next({ transactionId: transactionOf(2) }).wire);
    await expect.poll(() => officer.heard('outcome').length).toBe(3);
    expect(officer.heard('outcome').at(-1)).toMatchObject([{ feedPosition: 5, report: { outcome: 'cleared' } }, 4]);
    const { knex } = server.database;
    expect(positions(await readTraveller(knex, elsewhere.id, transactionOf(2)))).toEqual([[5, 'match']]);
  });
  it('is an ordinary outcome after the decision', async () => {
    const { server, kiosk, officer, post } = await threeTravellers();
    await decide(server);
    await post(kiosk.nextViewing({ transactionId: transactionOf(2), grant: GRANT, released: ['face-frame'] }).wire);
    await expect.poll(() => officer.heard('outcome').length).toBe(3);
    expect(officer.heard('outcome').at(-1)).toMatchObject([{ feedPosition: 5, report: { kind: 'viewing' } }, 4]);
  });
  it('is not revealed by orders of the privacy office about their captures', async () => {
    const { kiosk, officer, post } = await threeTravellers();
    const about = { transactionId: transactionOf(2), order: 'c'.repeat(64), captures: 2 } as const;
    const answer = { kind: 'order', answerId: transactionOf(0xa1), result: 'obeyed' } as const;
    await post(kiosk.next({ ...about, ...answer, command: 'hold-captures' }).wire);
    await post(kiosk.next().wire);
    await expect.poll(() => officer.heard('outcome').length).toBe(3);
    expect(officer.heard('outcome').at(-1)).toMatchObject([{ feedPosition: 6, report: { kind: 'match' } }, 4]);
    const page = await officer.catchUp({ after: 4, limit: 100 });
    expect(page.kind === 'page' ? positions(page.outcomes) : page.code).toEqual([[6, 'match']]);
  });
});
