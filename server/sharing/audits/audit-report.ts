/**
 * The use of an agreement by the log, clause by clause. Pure. Each number is counted from rows whose content the ledger has, and
 * each delivery is compared with its own entry. The report names no traveller.
 */
import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { AGREEMENT_STATES, type AgreementState, SHARED_DATASETS } from '../agreement/vocabulary.ts';
import type { StoredDelivery } from '../deliveries/tables/delivery-table.ts';
import { UNUSED_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;

const answered = {
  /** Signed within the agreed days. */
  inTime: z.int(),
  late: z.int(),
  /** Not signed, after the agreed days. */
  missing: z.int(),
  /** Not signed, within the agreed days. */
  waiting: z.int(),
} as const;

export const auditReportSchema = z.strictObject({
  agreement: z.string(),
  /** The latest version with all signatures. */
  version: z.int(),
  digest: z.string(),
  party: z.string(),
  state: z.enum(AGREEMENT_STATES),
  from: z.string(),
  until: z.string(),
  datasets: z.array(
    z.strictObject({
      dataset: z.enum(SHARED_DATASETS),
      deliveries: z.int(),
      /** Periods for which nothing was delivered. */
      refused: z.int(),
      bytes: z.int(),
      latestAt: wallMs.nullable(),
    }),
  ),
  receipts: z.strictObject(answered),
  /** Requests to delete. */
  deletions: z.strictObject(answered),
  rate: z.strictObject({ mostDeliveriesInADay: z.int(), agreed: z.int() }),
  /** In thousandths of ε, in the budget period with the most; `null`: no dataset has noise. */
  budget: z.strictObject({ mostSpent: z.int(), agreed: z.int() }).nullable(),
  recipients: z.array(z.string()),
  /** The receivers that the partner declared; empty: none are allowed. */
  onwardTransfers: z.array(z.string()),
  /** Deliveries and requests whose entry in the ledger is missing or differs. */
  unproved: z.int(),
  /** In force for three months, and without a receipt in the last three. */
  isUnused: z.boolean(),
  lastReceiptAt: wallMs.nullable(),
});
export type AuditReport = Answer<typeof auditReportSchema>;

/** The entry of one delivery in the ledger. */
export interface DeliveryEntry {
  readonly agreement: string;
  readonly partner: string;
  readonly bytes: number;
  readonly at: number;
}

export interface ReportFacts {
  readonly agreement: Agreement;
  readonly digest: string;
  readonly state: AgreementState;
  /** The later of the first day and the last signature, wall ms. */
  readonly inForceSince: number;
  /** Those under all versions. */
  readonly deliveries: readonly StoredDelivery[];
  /** By the digest of the file. */
  readonly entries: ReadonlyMap<string, DeliveryEntry>;
  /** Thousandths of ε by budget period. */
  readonly spent: readonly number[];
}

export function auditReport(facts: ReportFacts, nowMs: number): AuditReport {
  const { agreement, digest, state, deliveries, spent, inForceSince } = facts;
  const counts = deliveries.filter(({ kind }) => kind === 'counts');
  const requests = deliveries.filter(({ kind }) => kind === 'deletion');
  const made = deliveries.filter(({ refusal }) => refusal === null);
  const lastReceiptAt = latest(counts.map(({ answeredAt }) => answeredAt));
  const unusedMs = UNUSED_DAYS * DAY_MS;
  return {
    agreement: agreement.id,
    version: agreement.version,
    digest,
    party: agreement.parties.recipient.party,
    state,
    from: agreement.from,
    until: agreement.until,
    datasets: agreement.datasets.map(({ dataset }) => {
      const own = counts.filter((one) => one.dataset === dataset);
      const delivered = own.filter(({ refusal }) => refusal === null);
      return {
        dataset,
        deliveries: delivered.length,
        refused: own.length - delivered.length,
        bytes: delivered.reduce((sum, { bytes }) => sum + bytes, 0),
        latestAt: latest(delivered.map(({ madeAt }) => madeAt)),
      };
    }),
    receipts: answersOf(counts, nowMs),
    deletions: answersOf(requests, nowMs),
    rate: {
      mostDeliveriesInADay: mostInADay(counts.filter(({ refusal }) => refusal === null)),
      agreed: agreement.rate.deliveriesPerDay,
    },
    budget:
      agreement.privacyBudget === null
        ? null
        : { mostSpent: Math.max(0, ...spent), agreed: agreement.privacyBudget.epsilonThousandths },
    recipients: [...agreement.recipients],
    onwardTransfers: agreement.onwardTransfer.kind === 'listed' ? [...agreement.onwardTransfer.to] : [],
    unproved: made.filter((one) => !isProved(one, facts)).length,
    isUnused:
      state === 'in-force' &&
      nowMs - inForceSince >= unusedMs &&
      (lastReceiptAt === null || nowMs - lastReceiptAt >= unusedMs),
    lastReceiptAt,
  };
}

export function isProved(delivery: StoredDelivery, { entries }: Pick<ReportFacts, 'entries'>): boolean {
  const entry = entries.get(delivery.digest ?? '');
  return (
    entry?.agreement === delivery.agreement &&
    entry.partner === delivery.party &&
    entry.bytes === delivery.bytes &&
    entry.at === delivery.madeAt
  );
}

export function answersOf(deliveries: readonly StoredDelivery[], nowMs: number): AuditReport['receipts'] {
  const count = { inTime: 0, late: 0, missing: 0, waiting: 0 };
  for (const { refusal, answeredAt, answerUntil } of deliveries) {
    if (refusal !== null || answerUntil === null) continue;
    if (answeredAt !== null) count[answeredAt < answerUntil ? 'inTime' : 'late'] += 1;
    else count[nowMs < answerUntil ? 'waiting' : 'missing'] += 1;
  }
  return count;
}

export function mostInADay(deliveries: readonly StoredDelivery[]): number {
  const days = new Map<number, number>();
  for (const { madeAt } of deliveries) {
    const day = Math.floor(madeAt / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return Math.max(0, ...days.values());
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(...known);
}
