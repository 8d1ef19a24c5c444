import { expect, test } from 'vitest';
import type { MatchReport } from '../../server/contract/report.ts';
import { referredReport, transactionOf } from '../server/fixtures/sample-report.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

const IMPOSTOR: Partial<MatchReport> = {
  ...{ outcome: 'referred', reasons: ['below-threshold'] },
  checks: [
    { name: 'document-read', result: 'passed' },
    { name: 'face-capture', result: 'passed' },
    { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
  ],
};

test('one officer who admits an impostor cannot have the evidence erased, and another person must review it', async () => {
  const server = await attackedServer({ POSTERN_SERVER_SECOND_LOOK_PERCENT: '100' });
  const { anna, hire } = await staffOf(server);
  const otto = await hire('otto-third', { role: 'officer', sites: ['north'] });
  const olga = await hire('olga-fourth', { role: 'officer', sites: ['north'] });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  await otto.browser.post('/v1/watch', { site: 'north' });

  const decide = async (number: number, decision: object) => {
    const report = { ...referredReport(), ...IMPOSTOR, transactionId: transactionOf(number) };
    const { outcome, reasons, checks, transactionId } = report;
    await lane.line.post('/v1/reports', lane.kiosk.next({ outcome, reasons, checks, transactionId }).wire);
    const { open } = await otto.browser.json<{ open: readonly { id: string; transactionId: string }[] }>(
      '/v1/referrals',
    );
    const id = open.find((one) => one.transactionId === transactionId)?.id ?? '';
    expect((await otto.browser.post(`/v1/referrals/${id}/take`, { version: 1 })).status).toBe(200);
    const answer = await otto.browser.post(`/v1/referrals/${id}/decide`, { version: 2, decision });
    expect(answer.status).toBe(200);
    return { id, answer };
  };
  const { id, answer } = await decide(1, {
    ...{ outcome: 'admitted-after-manual-check', reason: 'identity-confirmed-in-person' },
  });
  // With another outcome the evidence would also have been erased.
  await decide(2, { outcome: 'left', reason: 'left-while-seen' });
  await decide(3, { outcome: 'no-traveller', reason: 'nobody-there' });
  expect(answer.text).not.toMatch(/second-look|ticket|share/);

  const looks = async (who: typeof otto) =>
    (await who.browser.json<{ looks: readonly { id: string }[] }>('/v1/second-looks')).looks;
  expect(await looks(otto)).toEqual([]);
  expect(await looks(olga)).toHaveLength(3);
  await otto.stepUp();
  const path = `/v1/second-looks/${id}/finding`;
  expect((await otto.browser.post(path, { finding: 'agrees' })).code).toBe('another-person-required');
  // An accomplice who has not viewed the pictures cannot agree.
  await olga.stepUp();
  expect((await olga.browser.post(path, { finding: 'agrees' })).code).toBe('evidence-not-seen');

  expect(await server.stop()).toBe(0);
  const orders: readonly { payload: Buffer }[] = await server.tamper((knex) =>
    knex('orders').where({ kind: 'resolve-referral' }).select('payload'),
  );
  const captures = orders.map(
    ({ payload }) => (JSON.parse(payload.toString()) as { command: { captures: string } }).command.captures,
  );
  expect(captures).toEqual(['keep-after-doubt', 'keep-after-doubt', 'keep-after-doubt']);
  const acts: readonly { details: string }[] = await server.tamper((knex) =>
    knex('acts').where({ act: 'referral.decide' }).select('details'),
  );
  const decided = acts
    .map(({ details }) => JSON.parse(details) as { step?: string })
    .filter(({ step }) => step === 'decide');
  expect(decided).toHaveLength(3);
  for (const details of decided) expect(details).toMatchObject({ share: 10_000 });
  expect(await server.command('main/commands/ledger', 'fsck')).toMatchObject({ code: 0, line: { kind: 'sound' } });
});
