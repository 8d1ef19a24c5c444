/** Counts that lanes send of a partner's blind list: taken once for each lane, agreement and month, and never otherwise. */
import { expect, test } from 'vitest';
import { watchlistIdSchema } from '../../../server/contract/watchlist.ts';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { agreementDigest } from '../../../server/sharing/agreement/agreement.ts';
import { sumListCounts } from '../../../server/sharing/deliveries/tables/list-count-table.ts';
import { lookAtDeliveries } from '../../../server/sharing/watch-sharing.ts';
import { everythingEntered } from '../fixtures/entries-of.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';
import { SAMPLE_LISTED, sampleAgreement } from './fixtures/agreements.ts';
import { sharingOffice } from './fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences, opened } from './fixtures/sharing-year.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AFTER_APRIL = Date.UTC(2026, 4, 1);

const AGREEMENT = sampleAgreement({
  ...{ id: 'lost-documents', from: '2026-03-02', until: '2027-03-01', datasets: [SAMPLE_LISTED] },
});
const PLACE = { agreement: agreementDigest(AGREEMENT), month: '2026-04' };
const { id: list, publicKey } = SAMPLE_LISTED.list;
const COUNTS = { ...PLACE, list, publicKey, compared: 100, found: 30, missed: 2 };

/** A server with the agreement, two lanes, and a time after April. */
async function world() {
  const office = await sharingOffice();
  const { server, clock } = office;
  await office.enterParties();
  expect(await office.enter(AGREEMENT)).toBeUndefined();
  const lanes = [1, 2].map((at) => testKiosk(kioskIdSchema.parse(`north-${at}`), at + 30));
  for (const lane of lanes) await server.enrol(lane);
  const [one, two] = lanes as [(typeof lanes)[0], (typeof lanes)[0]];
  const to = (at: number) => office.turn(at - clock.wallMs());
  const send = async (wire: Uint8Array) => {
    const { status, text } = await server.post('/v1/list-counts', wire);
    return text === '' ? status : (JSON.parse(text) as { error: { code: string } }).error.code;
  };
  const stored = async () => {
    const rows: readonly Record<string, unknown>[] = await server.context
      .knex('sharing_list_counts')
      .orderBy(['kiosk_id', 'month']);
    return rows.map((row) => [row['kiosk_id'], Number(row['compared']), Number(row['found']), Number(row['missed'])]);
  };
  const alarms = async () => {
    await everythingEntered(server.context);
    const rows: readonly Record<string, unknown>[] = await server.context.knex('alarms').orderBy('first_at');
    return rows.map((row) => [row['kind'], row['kiosk_id']]);
  };
  return { office, server, clock, one, two, to, send, stored, alarms };
}

test('are taken once; the same again changes nothing, and others are refused with an alarm', async () => {
  const { server, one, two, to, send, stored, alarms } = await world();
  await to(AFTER_APRIL + HOUR_MS);
  const wire = one.listCounts(COUNTS);
  expect(await send(wire)).toBe(204);
  expect(await send(wire)).toBe(204);
  expect(await send(one.listCounts(COUNTS))).toBe(204);
  expect(await alarms()).toEqual([]);
  expect(await send(one.listCounts({ ...COUNTS, found: 31 }))).toBe('invalid-message');
  expect(await send(one.listCounts({ ...COUNTS, missed: 3 }))).toBe('invalid-message');
  expect(await alarms()).toEqual([['invalid-message', 'north-1']]);
  expect(await send(two.listCounts({ ...COUNTS, compared: 50, found: 0 }))).toBe(204);
  expect(await stored()).toEqual([
    ['north-1', 100, 30, 2],
    ['north-2', 50, 0, 2],
  ]);
  expect(await sumListCounts(server.context.knex, PLACE, AFTER_APRIL + DAY_MS)).toEqual({
    ...{ compared: 150, found: 30, missed: 4, lanes: 2 },
  });
  expect(await differences(server)).toEqual([]);
}, 300_000);

test('are refused for another agreement, list, key or month, before its end, and after the agreed delay', async () => {
  const { one, to, send, stored, server } = await world();
  await to(AFTER_APRIL - HOUR_MS);
  expect(await send(one.listCounts(COUNTS))).toBe('unavailable');
  await to(AFTER_APRIL + HOUR_MS);
  expect(await send(one.listCounts({ ...COUNTS, agreement: 'ab'.repeat(32) }))).toBe('not-found');
  // Not wholly within the agreement
  expect(await send(one.listCounts({ ...COUNTS, month: '2026-03' }))).toBe('not-found');
  expect(await send(one.listCounts({ ...COUNTS, list: watchlistIdSchema.parse('other') }))).toBe('invalid-message');
  expect(await send(one.listCounts({ ...COUNTS, publicKey: 'cd'.repeat(32) }))).toBe('invalid-message');
  expect(await stored()).toEqual([]);
  await to(AFTER_APRIL + 3 * DAY_MS - 1);
  expect(await send(one.listCounts(COUNTS))).toBe(204);
  await to(AFTER_APRIL + 3 * DAY_MS);
  expect(await send(one.listCounts({ ...COUNTS, month: '2026-04' }))).toBe('not-found');
  await lookAtDeliveries(delivererOf(server));
  const [made] = await deliveries(server, 'lost-documents');
  expect(await opened(server, made?.digest ?? null)).toMatchObject({
    content: {
      cells: [
        { values: ['found'], count: 30 },
        { values: ['*'], count: 70 },
      ],
      total: 100,
    },
  });
  expect(await send(one.listCounts(COUNTS))).toBe('not-found');
}, 300_000);

test('are refused when they are malformed, too large, forged, of a stranger or of another lane', async () => {
  const { one, two, to, send, stored, alarms, server } = await world();
  await to(AFTER_APRIL + HOUR_MS);
  expect(await send(new Uint8Array())).toBe('malformed-envelope');
  expect(await send(Buffer.from('{}'))).toBe('malformed-envelope');
  const { status } = await server.post('/v1/list-counts', Buffer.alloc(400_000, 0x20));
  expect(status).toBe(413);
  const wire = Buffer.from(one.listCounts(COUNTS)).toString();
  expect(await send(Buffer.from(wire.replace('north-1', 'north-2')))).toBe('bad-signature');
  expect(await send(testKiosk(kioskIdSchema.parse('stranger'), 77).listCounts(COUNTS))).toBe('unknown-kiosk');
  // Signed by lane 2 for lane 1
  expect(await send(two.listCounts({ ...COUNTS, kioskId: one.id }))).toBe('kiosk-mismatch');
  // A message of another purpose
  expect(await send(one.partnerPseudonyms())).toBe('bad-signature');
  expect(await stored()).toEqual([]);
  expect((await alarms()).map(([kind]) => kind)).toContain('bad-signature');
}, 300_000);

test.each([
  ['more found than compared', { compared: 20, found: 21 }],
  ['so few comparisons that they tell of a traveller', { compared: 19, found: 0 }],
  ['a negative number', { missed: -1 }],
])('cannot say %s', (_what, over) => {
  expect(() => testKiosk().listCounts({ ...COUNTS, ...over })).toThrow();
});

test('that someone writes into the database are not delivered, and differ from the ledger', async () => {
  const { server, one, to, send } = await world();
  await to(AFTER_APRIL + HOUR_MS);
  expect(await send(one.listCounts(COUNTS))).toBe(204);
  const row = { ...PLACE, kiosk_id: 'ghost', compared: 900, found: 900, missed: 0 };
  await server.context
    .knex('sharing_list_counts')
    .insert({ ...row, signature: 'x'.repeat(86), received_at: AFTER_APRIL + HOUR_MS });
  await to(AFTER_APRIL + 3 * DAY_MS);
  await lookAtDeliveries(delivererOf(server));
  const [made] = await deliveries(server, 'lost-documents');
  expect(await opened(server, made?.digest ?? null)).toMatchObject({ content: { total: 100 } });
  expect(await differences(server)).toMatchObject([{ kind: 'sharing_list_counts' }]);
}, 300_000);

test('of a paused agreement are taken, and of an ended one they are not', async () => {
  const { office, one, two, to, send } = await world();
  const { id, version } = AGREEMENT;
  await to(AFTER_APRIL + HOUR_MS);
  const pause = { change: 'pause', id, version, reason: 'law-changed' };
  expect(await office.decide('sharing-agreement', pause)).toBeUndefined();
  expect(await send(one.listCounts(COUNTS))).toBe(204);
  const end = { change: 'end', id, version, reason: 'no-longer-needed' };
  expect(await office.decide('sharing-agreement', end)).toBeUndefined();
  expect(await send(two.listCounts(COUNTS))).toBe('not-found');
}, 300_000);
