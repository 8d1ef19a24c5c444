/**
 * Two agencies exchange data for a simulated year, each with a server, a ledger and a partner's program of its own. Everything that passes the
 * wire is recorded.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeYearFile } from '../../../../server/oversight/compliance/years/judge-year-file.ts';
import type { Agreement } from '../../../../server/sharing/agreement/agreement.ts';
import { type Partner, type Party, partyDigest } from '../../../../server/sharing/agreement/party.ts';
import type { FetchResult } from '../../../../server/sharing/program/fetch-deliveries.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { filedYear, piecesOf } from '../../oversight/compliance/fixtures/invented-year.ts';
import {
  FIRST_AS_PARTNER,
  OTHER_DECRYPTION_SEED,
  OTHER_PROGRAM_SEED,
  OWN_SEEDS,
  PARTNER_SEEDS,
  SAMPLE_COUNTS,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  SECOND_OWN,
  sampleAgreement,
  signatureOf,
} from '../fixtures/agreements.ts';
import { fetchAll, partnerPort, partnerSettings } from '../fixtures/partner-program.ts';
import { DAY_MS, sharingOffice } from '../fixtures/sharing-office.ts';
import { cross, deliveries, delivererOf, differences, enrolledLane, spentAt } from '../fixtures/sharing-year.ts';

/** Facts of travellers that no agreement names. Each agency has its own. */
const CANARIES = [
  { handle: 'ca'.repeat(31), policy: 'fa'.repeat(32), state: 'QZX' },
  { handle: 'bc'.repeat(31), policy: 'eb'.repeat(32), state: 'ZQV' },
] as const;

interface Side {
  readonly own: Party;
  readonly partner: Partner;
  readonly ownSeeds: readonly Uint8Array[];
  readonly partnerSeeds: readonly Uint8Array[];
  readonly canaries: (typeof CANARIES)[number];
  readonly program?: NonNullable<Parameters<typeof partnerSettings>[3]>;
}

const SIDES: readonly Side[] = [
  {
    ...{ own: SAMPLE_OWN, partner: SAMPLE_PARTNER, ownSeeds: OWN_SEEDS.slice(0, 2), partnerSeeds: PARTNER_SEEDS },
    canaries: CANARIES[0],
  },
  {
    ...{ own: SECOND_OWN, partner: FIRST_AS_PARTNER, ownSeeds: PARTNER_SEEDS, partnerSeeds: OWN_SEEDS.slice(0, 2) },
    canaries: CANARIES[1],
    program: { party: SAMPLE_OWN.id, program: OTHER_PROGRAM_SEED, decryption: OTHER_DECRYPTION_SEED },
  },
];

function agreementOf({ own, partner }: Side): Agreement {
  return sampleAgreement({
    id: `from-${own.id}`,
    parties: {
      provider: { party: own.id, record: partyDigest(own) },
      recipient: { party: partner.id, record: partyDigest(partner) },
    },
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
    ...{ from: '2026-03-02', until: '2027-03-01' },
  });
}

async function agency(side: Side) {
  const { own, partner, ownSeeds, partnerSeeds, canaries, program } = side;
  const agreement = agreementOf(side);
  const office = await sharingOffice();
  const { server, clock } = office;
  for (const party of [own, partner])
    expect(await office.decide('sharing-party', { change: 'enter', party })).toBeUndefined();
  const signatures = [
    ...ownSeeds.map((seed) => signatureOf(agreement, 'provider', seed)),
    ...partnerSeeds.map((seed) => signatureOf(agreement, 'recipient', seed)),
  ];
  expect(await office.enter(agreement, signatures)).toBeUndefined();
  const kiosk = await enrolledLane(server);
  const port = await partnerPort(server, { isRecorded: true });
  const settings = partnerSettings(server, port, [agreement], program);
  const deliverer = delivererOf(server);
  await lookAtDeliveries(deliverer);
  const results: FetchResult[] = [];
  /** Travellers of a month, the deliveries of the one before, and a run of the partner's program. */
  async function month(): Promise<void> {
    const handleEpoch = new Date(clock.wallMs()).toISOString().slice(0, 10);
    const document = { type: 'P', issuingState: canaries.state, handle: `${canaries.handle}00`, handleEpoch };
    const facts = { at: clock.wallMs(), document, policyDigest: canaries.policy };
    await cross(server, kiosk, { ...facts, count: 6 });
    await cross(server, kiosk, { ...facts, count: 2, outcome: 'referred', reasons: ['below-threshold'] });
    await office.turn(31 * DAY_MS);
    await lookAtDeliveries(deliverer);
    results.push(...(await fetchAll(settings, clock)));
  }
  return { ...office, side, agreement, kiosk, port, settings, results, month };
}

type Agency = Awaited<ReturnType<typeof agency>>;

/** Each file of the partner's program: keys, agreements, deliveries, proofs. */
function diskOf({ settings }: Agency): string[] {
  return readdirSync(dirname(settings.deliveries), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
}

/** TLS records as RFC 8446 §5.1 frames them, of one connection after another. */
function isTls(bytes: Buffer): boolean {
  return bytes.length > 5 && bytes[0] === 0x16 && bytes[1] === 0x03;
}

test('two agencies with servers and ledgers of their own exchange data for a year over TLS alone', {
  timeout: 900_000,
}, async () => {
  const agencies: Agency[] = [];
  for (const side of SIDES) agencies.push(await agency(side));
  // Both in the same months, so that the two programs run beside each other
  for (let count = 0; count < 12; count += 1) await Promise.all(agencies.map((one) => one.month()));

  for (const [at, one] of agencies.entries()) {
    const { server, agreement, settings, results, side } = one;
    const all = await deliveries(server, agreement.id);
    const made = all.filter(({ refusal }) => refusal === null);
    const counts = made.filter(({ kind }) => kind === 'counts');
    // Budget: of the noisy dataset two months of each quarter
    expect(counts.filter(({ dataset }) => dataset === 'crossings').length).toBe(11);
    const beyond = all.filter(({ refusal }) => refusal === 'budget-spent').map(({ period }) => period);
    expect(beyond).toEqual(['2026-12', '2026-09', '2026-06']);
    for (const day of ['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31'])
      expect(await spentAt(server, agreement, day)).toBeLessThanOrEqual(1_000);
    // Receipts and deletions: each is signed, and the file is gone at the partner
    expect(results.filter(({ kind }) => kind === 'refused')).toEqual([]);
    expect(results.map(({ digest }) => digest).sort()).toEqual(made.map(({ digest }) => digest).sort());
    expect(made.filter(({ answeredAt }) => answeredAt === null)).toEqual([]);
    const asked = made.filter(({ kind }) => kind === 'deletion');
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.every(({ answer }) => answer?.includes('"deleted"'))).toBe(true);
    const kept = readdirSync(join(settings.deliveries, agreement.id)).filter((name) => name.endsWith('.json'));
    expect(kept.length).toBe(counts.length - asked.length);
    // Each ledger proves the tables of its own server, and is not that of the other
    expect(await differences(server)).toEqual([]);
    expect(server.ledger.policy).not.toBe(agencies[1 - at]?.server.ledger.policy);

    // The wire: the seal of the deliveries lies inside TLS, and neither heads nor names are in clear
    const [sent, answered] = [one.port.wire?.bytes('client'), one.port.wire?.bytes('server')];
    if (sent === undefined || answered === undefined) throw new Error('the wire was not recorded');
    expect([isTls(sent), isTls(answered)]).toEqual([true, true]);
    // The search works: a client names the server in clear (RFC 6066 §3)
    expect(sent.includes('localhost')).toBe(true);
    expect(answered.length).toBeGreaterThan(counts.length * 2_000);
    const wire = Buffer.concat([sent, answered]).toString('latin1');
    for (const word of [
      'HTTP/1.1',
      agreement.id,
      '"delivery"',
      '"sealed"',
      '"cells"',
      'below-threshold',
      '/v1/partner/',
    ])
      expect(wire.includes(word), word).toBe(false);
    const { state, ...long } = side.canaries;
    const disk = diskOf(one);
    expect(disk.join()).toContain(agreement.id);
    const texts = [...disk, ...agencies.flatMap(({ server: { log } }) => log), JSON.stringify(results)].join('\n');
    for (const canary of Object.values(long)) expect([wire, texts].some((one) => one.includes(canary))).toBe(false);
    // Three letters occur by chance in the encrypted bytes of the wire
    expect(texts).not.toMatch(new RegExp(`(?<![A-Za-z0-9_-])${state}(?![A-Za-z0-9_-])`));
    expect(disk.join()).not.toContain(one.kiosk.id);
    // Nothing of one agency's travellers is with the other's server
    const other = agencies[1 - at]?.server.context.knex;
    for (const table of ['reports', 'sharing_deliveries', 'sharing_sealed', 'ledger_openings'])
      for (const row of (await other?.(table).select<object[]>()) ?? [])
        for (const value of Object.values(row)) {
          const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
          for (const canary of Object.values(long)) expect(text.includes(canary), table).toBe(false);
        }
    // A regulator of each confirms the figures of the year without the servers
    const { bytes, file } = await filedYear(one, 2026);
    const judged = await judgeYearFile(piecesOf(bytes), server.ledger.policy);
    if (judged.kind !== 'year') throw new Error('no report of a year');
    expect(judged.faults).toEqual([]);
    const wrong = judged.figures.filter(({ verdict }) => verdict.kind === 'wrong');
    expect(wrong).toEqual([]);
    const inYear = counts.filter(({ madeAt }) => madeAt < file.header.to);
    const delivered = judged.figures.filter(({ figure }) => figure === 'deliveries-made');
    expect(delivered.every(({ verdict }) => verdict.kind === 'confirmed')).toBe(true);
    expect(delivered.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(inYear.length);
  }
});
