/** Silences: what is held, and what is sent at their end. */
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../../../server/oversight/alerts/dispatch.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { receiveWebhooks } from './fixtures/webhook-receiver.ts';
import { NORTH, GAP, LONG, dataOf, typesOf, distinct, benchWith } from './fixtures/webhook-bench.ts';

describe('silence', () => {
  const wanted = { kinds: ['sequence-gap'], sites: ['north'], reason: 'maintenance', minutes: 10 };

  it('holds alerts, is reported, ends by itself, and then tells what it held', async () => {
    const receiver = await receiveWebhooks();
    const clock = handTurnedClock();
    const bench = await benchWith(receiver, { clock });
    await bench.routeTo(receiver.url());
    const begun = clock.wallMs();
    expect((await bench.ask('POST', '/v1/alerts/silences', wanted)).status).toBe(201);
    bench.server.context.alarms.raise(GAP);
    bench.raise('chain-fork', NORTH);
    await expect.poll(() => (clock.turn(500), distinct(receiver).length), LONG).toBe(2);
    expect(typesOf(distinct(receiver)).sort()).toEqual(['alarm.raised', 'alerts.silence_begun']);
    expect((await bench.alerts()).silences).toMatchObject([
      { madeBy: 'p-anna', reason: 'maintenance', isInForce: true },
    ]);
    expect((await bench.messages('?state=silenced')).map(({ alarmKind }) => alarmKind)).toEqual(['sequence-gap']);
    expect(JSON.stringify(receiver.received)).not.toContain('anna');
    clock.turn(590_000 - (clock.wallMs() - begun));
    await dispatch({ ...bench.server.context, server: 'log.example/test' });
    expect(await bench.messages('?state=silenced')).toHaveLength(1);
    clock.turn(10_000);
    await expect.poll(() => (clock.turn(500), distinct(receiver).length), LONG).toBe(4);
    const [over, late] = distinct(receiver)
      .slice(2)
      .sort((one, other) => (typesOf([one, other])[1] === 'alerts.silence_over' ? 1 : -1));
    expect(dataOf(over)).toMatchObject({
      type: 'alerts.silence_over',
      data: { held: [{ kind: 'sequence-gap', count: 1 }] },
    });
    // The alarm still lasts
    expect(dataOf(late)).toMatchObject({ type: 'alarm.raised', data: { kind: 'sequence-gap' } });
    expect((await bench.alerts()).silences).toMatchObject([{ isInForce: false, endedBy: null }]);
  });
  it('can be ended early, by name', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const { body } = await bench.ask('POST', '/v1/alerts/silences', wanted);
    const { id } = body as { id: string };
    expect((await bench.ask('DELETE', `/v1/alerts/silences/${id}`, undefined, bench.ben)).status).toBe(204);
    expect((await bench.ask('DELETE', `/v1/alerts/silences/${id}`)).code).toBe('not-found');
    expect((await bench.alerts()).silences).toMatchObject([{ endedBy: 'p-ben', isInForce: false }]);
  });
  it.each([
    ['an emergency', { ...wanted, kinds: ['lane-in-emergency'] }],
    ['a changed record', { ...wanted, kinds: ['lane-slow', 'tables-differ'] }],
    ['more than a day', { ...wanted, minutes: 1_441 }],
    ['less than five minutes', { ...wanted, minutes: 4 }],
    ['no reason', { ...wanted, reason: undefined }],
    ['a reason in own words', { ...wanted, reason: 'because' }],
    ['no kind', { ...wanted, kinds: [] }],
    ['no site', { ...wanted, sites: [] }],
    ['an extra field', { ...wanted, until: 1 }],
  ])('is refused for %s', async (_name, body) => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    expect((await bench.ask('POST', '/v1/alerts/silences', body)).code).toBe('invalid-message');
    expect((await bench.alerts()).silences).toEqual([]);
  });
  it('is refused at a site without a record, and to an auditor', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    expect((await bench.ask('POST', '/v1/alerts/silences', { ...wanted, sites: ['nowhere'] })).code).toBe(
      'unknown-site',
    );
    const { cookie } = await bench.server.as('auditor');
    expect((await bench.ask('POST', '/v1/alerts/silences', wanted, cookie)).code).toBe('not-entitled');
    expect((await bench.ask('GET', '/v1/alerts', undefined, cookie)).status).toBe(200);
  });
});
