/** A proposal of each kind, in each state: rows as a server stores them. */
import { randomBytes } from 'node:crypto';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import type { PersonId } from '../../../../server/platform/access/vocabulary.ts';
import type { PosternServer } from '../../../../server/main/app/start-server.ts';
import { payloadText } from '../../../../server/records/proposals/proposal-desk.ts';
import { insertProposal, PROPOSAL_STATES } from '../../../../server/records/proposals/proposal-table.ts';
import { sampleAgreement, SAMPLE_PARTNER } from '../../sharing/fixtures/agreements.ts';
import { kioskIdOf, transactionOf } from '../../fixtures/sample-report.ts';

const DAY_MS = 86_400_000;

/** Payloads as the schemas of the kinds read them. */
function samplePayloads(duty: string, now: number): Readonly<Record<string, unknown>> {
  const terms = { validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  const kioskId = kioskIdOf('north-1');
  return {
    'duty-give': {
      ...{ person: 'p-otto', role: 'officer', sites: ['north'], lanes: 'all', validFrom: now, ...terms },
      shifts: [{ days: [1, 2], from: '22:00', until: '06:00', timeZone: 'Europe/Lisbon' }],
    },
    'duty-renew': { duty, ...terms },
    'duty-end': { duty },
    degradation: {
      ...{ site: 'north', kiosks: [kioskId], measure: 'without-fingers', cause: 'device-fault' },
      ...{ from: now, until: now + 3_600_000 },
    },
    'server-key': { next: 'a'.repeat(64), overlapDays: 30 },
    'retention-policy': { ...DEVELOPMENT_RETENTION, number: 2 },
    'legal-hold': { kioskId, transactionId: transactionOf(1), reason: 'court-order', until: now + DAY_MS },
    'legal-hold-release': { hold: 'b'.repeat(32) },
    'person-disable': { person: 'p-otto' },
    'officer-reinstate': { person: 'p-otto', revokedAt: now, reason: 'mistake', reference: 'Case 7' },
    'kiosk-disable': { kioskId },
    brand: { brand: { name: 'Postern', logo: null, accent: null } },
    'component-exception': {
      change: 'accept',
      exception: {
        ...{
          advisory: 'GHSA-aaaa-bbbb-cccc',
          component: 'left-pad',
          until: new Date(now + DAY_MS).toISOString().slice(0, 10),
        },
        reason: 'The function with the fault is not called by us.',
      },
    },
    'detection-exception': {
      change: 'except',
      rule: 'acts-in-hour',
      entity: { kind: 'person', id: 'p-otto' },
      reason: 'planned-work',
      until: now + DAY_MS,
    },
    'response-policy': { atOnce: ['pause-key'], mostActive: 5, confirmMinutes: 15 },
    'training-policy': {
      requirements: [{ role: 'officer', courses: ['bias', 'evidence'] }],
      ...{ fromDay: '2027-06-01', graceDays: 14 },
    },
    'training-refresher': {
      ...{ course: 'phishing', people: null, role: 'officer', byDay: '2027-01-31' },
      ...{ cause: 'incident', reference: 'Case 7' },
    },
    'training-drill': { scenario: 'own-rights', people: null, fromDay: '2027-06-01', untilDay: '2027-06-14' },
    'corrective-action': {
      ...{ change: 'enter', kind: 'penalty', source: 'supervisory-authority', reference: 'DPA 12/2026' },
      text: 'Pay the fine for the late answer to a request.',
      ...{ responsible: 'Legal unit', dueDay: '2027-01-31', amount: 1_000_000, currency: 'EUR' },
    },
    'breach-decision': {
      ...{
        about: 'not-notify',
        breach: '9'.repeat(32),
        law: 'eu-gdpr',
        addressee: 'people',
        ground: 'data-unreadable',
      },
      reasons: 'The copied file was sealed, and its key never left the element of the lane.',
    },
    'trader-key': {
      ...{ change: 'give', trader: 'trader-1', digest: 'c'.repeat(64), validUntil: now + DAY_MS },
      scopes: ['declarations.submit', 'declarations.read'],
    },
    'declaration-hold': { declaration: 'e'.repeat(32), reason: 'court-order', until: now + DAY_MS },
    'declaration-hold-release': { hold: 'f'.repeat(32) },
    'trader-person': { change: 'invite', trader: 'trader-1', name: 'Tara Trader', code: 'e'.repeat(64) },
    'sharing-person': {
      ...{ change: 'invite', party: 'statistics', name: 'Stella Statistician', roles: ['reader', 'auditor'] },
      code: 'e'.repeat(64),
    },
    'sharing-party': { change: 'enter', party: SAMPLE_PARTNER },
    'sharing-agreement': { change: 'enter', agreement: sampleAgreement(), signatures: [] },
    'sharing-deletion': {
      ...{ delivery: 'd'.repeat(64), reason: 'delivered-wrongly' },
      statement: 'The table counted travellers of a site that the agreement does not name.',
    },
    'sharing-seed': {
      ...{ agreement: 'monthly-crossings', budgetPeriod: '2026-Q1', reason: 'inspection' },
      statement: 'The authority counts the records of the first quarter itself.',
    },
    'sharing-audit': { change: 'schedule', agreement: 'monthly-crossings', dueDay: '2027-01-31' },
    'adoption-confirmation': { adoptions: [{ index: 7, tables: [{ table: 'kiosks', rows: 12 }] }] },
    'return-to-service': { differences: ['row-altered duties 0123456789abcdef'] },
    'document-signature': { document: 'processing', digest: 'f'.repeat(64) },
    'lane-software': { change: 'withdraw', id: 'd'.repeat(32) },
    'alert-channel': {
      ...{ replaces: null, name: 'Duty desk', language: 'en' },
      target: { kind: 'webhook', url: 'https://alerts.example/postern' },
    },
    'alert-channel-removal': { channel: 1 },
    'alert-route': {
      ...{ replaces: null, name: 'All alarms', channel: 1, sites: 'all', sendsOver: true },
      takes: { by: 'kind', kinds: ['lane-releases-behind'] },
    },
    'alert-route-removal': { route: 1 },
  };
}

/**
 * Stores one proposal of each kind of the server in each state. Throws when the server has a kind without a sample here, or when its
 * schema refuses the sample.
 */
export async function storeProposals(
  { context, access }: Pick<PosternServer, 'context' | 'access'>,
  { duty, by, now }: { readonly duty: string; readonly by: PersonId; readonly now: number },
): Promise<number> {
  const samples = samplePayloads(duty, now);
  const rows = [...access.desk.kinds.values()].flatMap(({ kind, schema }) =>
    PROPOSAL_STATES.map((state) => {
      const { text: payload, digest } = payloadText(schema.parse(samples[kind]));
      const settled = state === 'open' ? null : now;
      return {
        ...{ id: randomBytes(16).toString('hex'), kind, payload, digest, state, proposedBy: by, proposedAt: now },
        ...({ proposedAs: 'administrator', expiresAt: now + DAY_MS, settledAt: settled } as const),
        ...{ settledBy: settled === null ? null : by, assertion: null, approval: null },
      };
    }),
  );
  await context.queue.run(async (transaction) => {
    for (const row of rows) await insertProposal(transaction, row);
  });
  return rows.length;
}
