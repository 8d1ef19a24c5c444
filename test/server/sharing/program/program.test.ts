import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_RIGHTS } from '../../../../server/platform/database/rights/rights.ts';
import { findSealed } from '../../../../server/sharing/deliveries/tables/delivery-table.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import type { FetchResult } from '../../../../server/sharing/program/fetch-deliveries.ts';
import { allCallsOf } from '../../../../server/sharing/partners/tables/call-table.ts';
import {
  makePartnerKeys,
  type PartnerSettings,
  publicKeysOf,
  readPartnerKeys,
} from '../../../../server/sharing/program/partner-settings.ts';
import { partySchema } from '../../../../server/sharing/agreement/party.ts';
import type { Agreement } from '../../../../server/sharing/agreement/agreement.ts';
import { EXTENT } from '../../../support/extent.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { SAMPLE_COUNTS, SAMPLE_PARTNER } from '../fixtures/agreements.ts';
import { fetchAll, partnerPort, partnerSettings, SAMPLE_PROGRAM } from '../fixtures/partner-program.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';
import { cross, deliveries, delivererOf, differences, enrolledLane, spentAt } from '../fixtures/sharing-year.ts';

test('keys of a new partner fit its record, and are made once', async () => {
  const folder = join(temporaryFolder(), 'keys');
  const made = await makePartnerKeys(folder, 'statistics', Date.UTC(2026, 2, 1));
  expect(await publicKeysOf(readPartnerKeys(folder))).toEqual(made);
  expect(partySchema.safeParse({ ...SAMPLE_PARTNER, ...made }).success).toBe(true);
  await expect(makePartnerKeys(folder, 'statistics', 0)).rejects.toThrow('exists');
});

test('the program refuses what it cannot verify, continues a broken download, and signs once', async () => {
  const agreement = datedAgreement();
  const office = await sharingOffice();
  const { server, clock } = office;
  await office.enterParties();
  expect(await office.enter(agreement)).toBeUndefined();
  await office.turn(66 * DAY_MS);
  await lookAtDeliveries(delivererOf(server));
  const settings = partnerSettings(server, await partnerPort(server), [agreement]);
  const refusal = async (over: Partial<PartnerSettings>) =>
    (await fetchAll({ ...settings, ...over }, clock)).map((result) => ('code' in result ? result.code : result.kind));
  expect(await refusal({ agreements: new Map() })).toEqual(['unknown-agreement']);
  expect(await refusal({ serverKey: '01'.repeat(32) })).toEqual(['other-key']);
  expect(await refusal({ party: 'tax-office' })).toEqual(['other-entry']);
  const otherLog = settings.ledgerPolicy.replace('log.example/test', 'log.example/other');
  expect((await refusal({ ledgerPolicy: otherLog }))[0]).not.toBe('received');
  const { keys } = settings;
  const otherKeys = { ...keys, decryptionSeed: new Uint8Array(32) };
  expect(await refusal({ keys: otherKeys })).toEqual(['sealed-to-another']);
  expect(existsSync(join(settings.deliveries, agreement.id))).toBe(false);
  // A run was killed after the first bytes
  const [delivery] = await deliveries(server);
  const file = (await findSealed(server.context.knex, delivery?.digest ?? '')) ?? new Uint8Array();
  mkdirSync(join(settings.deliveries, '.parts'), { recursive: true });
  writeFileSync(join(settings.deliveries, '.parts', delivery?.digest ?? ''), file.subarray(0, 100));
  expect(await refusal({})).toEqual(['received']);
  const downloads = (await allCallsOf(server.context.knex, 'statistics', 100)).filter(
    ({ call }) => call === 'download',
  );
  expect(Math.min(...downloads.map(({ bytes }) => bytes))).toBe(file.length - 100);
  expect(await refusal({})).toEqual([]);
  expect((await deliveries(server))[0]?.answer).toContain('"received"');
});

test('a partner in a rehearsal takes its deliveries, and another partner refuses its ledger and its agreement', async () => {
  const office = await sharingOffice({ mode: 'rehearsal' });
  const { server, clock } = office;
  await office.enterParties();
  expect(await office.enter(datedAgreement())).toBe('agreement-of-other-mode');
  const agreement = datedAgreement({ id: 'rehearsal-crossings' });
  expect(await office.enter(agreement)).toBeUndefined();
  await office.turn(66 * DAY_MS);
  await lookAtDeliveries(delivererOf(server));
  const port = await partnerPort(server);
  const settingsOf = (mode: string, agreements: readonly Agreement[]) =>
    partnerSettings(server, port, agreements, { ...SAMPLE_PROGRAM, mode });
  expect(() => settingsOf('production', [])).toThrow('log.example/test/rehearsal: of a rehearsal');
  expect(() => settingsOf('rehearsal', [datedAgreement()])).toThrow('monthly-crossings: of no rehearsal');
  const outside = await sharingOffice();
  await outside.enterParties();
  expect(await outside.enter(agreement)).toBe('agreement-of-other-mode');
  const there = (mode: string, agreements: readonly Agreement[]) =>
    partnerSettings(outside.server, port, agreements, { ...SAMPLE_PROGRAM, mode });
  expect(() => there('production', [agreement])).toThrow('rehearsal-crossings: of a rehearsal');
  expect(() => there('rehearsal', [])).toThrow('log.example/test: of no rehearsal');
  const settings = settingsOf('rehearsal', [agreement]);
  const misled = { ...settings, ledgerPolicy: outside.server.ledger.policy };
  expect((await fetchAll(misled, clock)).map((result) => ('code' in result ? result.code : result.kind))).not.toContain(
    'received',
  );
  expect((await fetchAll(settings, clock)).map(({ kind }) => kind)).toEqual(['received']);
});

test.each(['whole', 'damaged'])(
  'a deletion leaves nothing of a %s copy, nor of a run that was killed while it wrote',
  async (copy) => {
    const agreement = datedAgreement({ retention: { days: 10 } });
    const office = await sharingOffice();
    const { server, clock } = office;
    await office.enterParties();
    expect(await office.enter(agreement)).toBeUndefined();
    await office.turn(66 * DAY_MS);
    await lookAtDeliveries(delivererOf(server));
    const settings = partnerSettings(server, await partnerPort(server), [agreement]);
    expect((await fetchAll(settings, clock)).map(({ kind }) => kind)).toEqual(['received']);
    const folder = join(settings.deliveries, agreement.id);
    const kept = join(folder, 'crossings-2026-04.json');
    // No process has this id
    writeFileSync(`${kept}.4194999-${'ab'.repeat(8)}.draft`, 'counts');
    if (copy === 'damaged') writeFileSync(kept, '{"digest":');
    await office.turn(11 * DAY_MS);
    await lookAtDeliveries(delivererOf(server));
    expect((await fetchAll(settings, clock)).map(({ kind }) => kind)).toEqual(['deleted']);
    expect(readdirSync(folder)).toEqual([]);
  },
);

/** Seven have two quarters whose budget is spent, and deletions. Two agencies exchange for a whole one in `two-agencies`. */
const MONTHS = EXTENT === 'main' ? 7 : 12;

/** Facts of travellers that the agreement does not name. */
const CANARIES = { handle: 'ca'.repeat(31), state: 'QZX', transaction: 'deadbeef', policy: 'fa'.repeat(32) };

function agreementOfYear(): Agreement {
  const agreement = datedAgreement();
  return {
    ...agreement,
    datasets: [
      { ...SAMPLE_COUNTS, smallestCell: 5 },
      {
        ...{ dataset: 'referral-reasons', granularity: 'month', smallestCell: 5, delayDays: 2 },
        fields: [{ field: 'reason', values: ['below-threshold', 'document-expired'] }],
        protection: { kind: 'noise', epsilonThousandths: 500 },
        pseudonym: { kind: 'none' },
      },
    ],
    retention: { days: 120 },
    rate: { deliveriesPerDay: 10, requestsPerHour: 10_000, bytesPerDay: 8_388_608 },
    privacyBudget: { epsilonThousandths: 1_000, period: 'quarter' },
  };
}

test('in months of deliveries the budget holds, each has its receipt, deletions are proved, and nothing outside the agreement leaves', async () => {
  const agreement = agreementOfYear();
  const office = await sharingOffice();
  const { server, clock } = office;
  await office.enterParties();
  expect(await office.enter(agreement)).toBeUndefined();
  const kiosk = await enrolledLane(server);
  const port = await partnerPort(server);
  const settings = partnerSettings(server, port, [agreement]);
  const deliverer = delivererOf(server);
  await lookAtDeliveries(deliverer);
  const results: FetchResult[] = [];
  for (let month = 0; month < MONTHS; month += 1) {
    const handleEpoch = new Date(clock.wallMs()).toISOString().slice(0, 10);
    const document = { type: 'P', issuingState: CANARIES.state, handle: `${CANARIES.handle}00`, handleEpoch };
    const facts = { at: clock.wallMs(), document, policyDigest: CANARIES.policy };
    await cross(server, kiosk, { ...facts, count: 6 });
    await cross(server, kiosk, { ...facts, count: 2, outcome: 'referred', reasons: ['below-threshold'] });
    await office.turn(31 * DAY_MS);
    await lookAtDeliveries(deliverer);
    results.push(...(await fetchAll(settings, clock)));
  }
  const all = await deliveries(server);
  const made = all.filter(({ refusal }) => refusal === null);
  const counts = made.filter(({ kind }) => kind === 'counts');
  // All but the first month, and of the noisy dataset two months of each quarter
  expect(counts.filter(({ dataset }) => dataset === 'crossings').length).toBe(MONTHS - 1);
  expect(all.filter(({ refusal }) => refusal === 'budget-spent').map(({ period }) => period)).toEqual(
    ['2026-12', '2026-09', '2026-06'].slice(MONTHS === 12 ? 0 : 1),
  );
  for (const day of ['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31'])
    expect(await spentAt(server, agreement, day)).toBeLessThanOrEqual(1_000);
  expect(made.filter(({ answeredAt }) => answeredAt === null)).toEqual([]);
  expect(results.filter(({ kind }) => kind === 'refused')).toEqual([]);
  expect(results.map(({ digest }) => digest).sort()).toEqual(made.map(({ digest }) => digest).sort());
  // Deliveries past their time are deleted at the partner, which signed that they are
  const asked = made.filter(({ kind }) => kind === 'deletion');
  expect(asked.length).toBeGreaterThan(MONTHS === 12 ? 10 : 0);
  const kept = readdirSync(join(settings.deliveries, agreement.id)).filter((name) => name.endsWith('.json'));
  expect(kept.length).toBe(counts.length - asked.length);
  const texts = kept.map((name) => readFileSync(join(settings.deliveries, agreement.id, name), 'utf8'));
  // The signed answer to each deletion is with the server, and the file that it names is gone at the partner
  const deleted = asked.map(({ about }) => counts.find(({ digest }) => digest === about)?.period);
  expect(deleted.every((period) => period !== undefined && !kept.some((name) => name.includes(period)))).toBe(true);
  expect(asked.every(({ answer }) => answer?.includes('"deleted"'))).toBe(true);
  // Each table of the room, each sealed file that went over the wire, and the whole disk of the partner
  const tables = Object.keys(SERVER_RIGHTS).filter((name) => name.startsWith('sharing_'));
  const stored = await Promise.all(tables.map((table) => server.context.knex(table)));
  const sealed = (await server.context.knex('sharing_sealed')).flatMap((row: object) =>
    Object.values(row).map((value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : '',
    ),
  );
  const disk = readdirSync(dirname(settings.deliveries), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  expect(disk.length).toBeGreaterThan(kept.length);
  const left = [...disk, ...sealed, ...server.log, JSON.stringify(stored), JSON.stringify(results)].join('\n');
  const { state, ...long } = CANARIES;
  for (const canary of Object.values(long)) expect(left).not.toContain(canary);
  // Three letters occur by chance in a signature in base64url, so the state is looked for as a word
  expect(left).not.toMatch(new RegExp(`(?<![A-Za-z0-9_-])${state}(?![A-Za-z0-9_-])`));
  expect(texts.join()).not.toContain(kiosk.id);
  expect(await differences(server)).toEqual([]);
});
