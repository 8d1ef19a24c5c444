import { readReport, type Envelope } from '../../contract/envelope.ts';
import { receiptBytes } from '../../contract/receipt.ts';
import { isMarkedFor, markOf } from '../../contract/rehearsal.ts';
import { type Report, subjectOf } from '../../contract/report.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { type AlarmReason, findOpenGap, markFilled } from '../../records/alarms/alarm-table.ts';
import type { Kiosk } from '../../records/kiosks/kiosks.ts';
import { receiptedUpTo } from '../../records/kiosks/lane-status.ts';
import {
  countReports,
  insertReport,
  neighbourhood,
  takeFeedPosition,
  type Neighbourhood,
} from '../../records/reports/reports.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { type OutcomeView, shownReport } from '../../records/reports/answers.ts';
import { authenticate, type JudgeAuthor, refuseOtherMode } from './authenticate.ts';
import { placeReport, type Placement } from './chain.ts';
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { IngestContext } from './ingest-context.ts';
import { type SiteId, siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { KioskId } from '../../contract/field.ts';
import { isReplay } from './replay.ts';
import { kindOf } from './report-kinds.ts';

export type ReportAnswer =
  /** Durable. `receipt` is the wire form. */
  | { readonly kind: 'accepted'; readonly receipt: Uint8Array }
  /** Stored by an earlier delivery: the same receipt. */
  | { readonly kind: 'duplicate'; readonly receipt: Uint8Array }
  | Refusal;

/**
 * Receives a report in its envelope. Resolves to a receipt only after the report, its alarm and their ledger entries are durable; repeating
 * it after a crash gives the same receipt. Rejects with `StoreError` `unavailable` or `closed`; the report may nevertheless be stored, and
 * the sender should repeat it.
 */
export async function receiveReport(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<ReportAnswer> {
  const sender = await authenticate(context, 'report', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readReport(sender.envelope);
  if (read.kind === 'refused') {
    const none = { fromSequence: null, toSequence: null };
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, ...none });
    return read;
  }
  if (!isMarkedFor(context.mode, read.report)) return refuseOtherMode(context, sender.kiosk.id);
  const told = { ...sender, report: read.report, digest: read.digest };
  const arrival: Arrival = { ...told, receipted: await receiptOf(context, told) };
  const placed = await context.queue.run((transaction) => place(context, transaction, arrival));
  if (placed.kept !== undefined) announceOutcome(context, placed.kept);
  for (const alarm of placed.alarms) context.alarms.announce(alarm);
  // Also for a duplicate: its first delivery may have been interrupted before the ledger entry.
  await context.ledger.settle();
  return placed.answer;
}

function announceOutcome({ announcements }: IngestContext, { feedPosition, place, outcome }: Kept): void {
  if (outcome !== undefined) announcements.announce({ kind: 'outcome', outcome });
  else announcements.announce({ kind: 'held-back', feedPosition, place });
}

interface Receipted {
  readonly receipt: Uint8Array;
  /** Wall ms, as in the receipt. */
  readonly receivedAt: number;
}

/**
 * The receipt for a report, signed before the write queue is entered and not sent before the report is stored. When the key fails, only a
 * new report is refused; a stored one already has its receipt.
 */
async function receiptOf(
  { clock, mode, receipts }: IngestContext,
  { report: { kioskId, sequence }, digest }: Pick<Arrival, 'report' | 'digest'>,
): Promise<Receipted | { readonly failure: unknown }> {
  const receivedAt = clock.wallMs();
  try {
    return {
      receipt: await receipts.sign(
        receiptBytes({ version: 1, kioskId, sequence, digest, receivedAt, ...markOf(mode) }),
      ),
      receivedAt,
    };
  } catch (failure) {
    return { failure };
  }
}

interface Arrival {
  readonly envelope: Envelope;
  readonly kiosk: Kiosk;
  readonly report: Report;
  readonly digest: string;
  readonly receipted: Receipted | { readonly failure: unknown };
}

interface Kept {
  readonly feedPosition: number;
  readonly place: { readonly site: SiteId; readonly kioskId: KioskId };
  /** `undefined`: withheld from consoles. */
  readonly outcome: OutcomeView | undefined;
}

interface Placed {
  readonly answer: ReportAnswer;
  readonly kept?: Kept;
  readonly alarms: readonly Alarm[];
}

async function place(context: IngestContext, transaction: Transaction, arrival: Arrival): Promise<Placed> {
  const { sequence, previous, kioskId } = arrival.report;
  const around = await neighbourhood(transaction, kioskId, sequence);
  const placement = placeReport({ sequence, previous, digest: arrival.digest }, around);
  switch (placement.kind) {
    case 'duplicate':
      return answerAgain(context, transaction, arrival.report, around);
    case 'forked':
      return contradict(context, transaction, arrival, 'chain-fork', 'another report is stored under this number');
    case 'broken':
      return contradict(context, transaction, arrival, 'chain-broken', 'does not match its neighbours');
    case 'too-far':
      return contradict(context, transaction, arrival, 'chain-broken', 'is too far beyond the stored reports');
    case 'appended':
    case 'appended-past-gap':
    case 'filled':
      return keep(transaction, arrival, placement);
  }
}

/** Returns the same receipt to every sender, and raises an alarm for a replay. */
async function answerAgain(
  context: IngestContext,
  transaction: Transaction,
  { kioskId, sequence }: Report,
  { same, after, last, head }: Neighbourhood,
): Promise<Placed> {
  if (same === undefined) throw new Error('expected the stored report of a duplicate');
  const at = context.clock.wallMs();
  const again = {
    sequence,
    receivedAt: same.receivedAt,
    later: after ?? (head > sequence ? last : undefined),
    receiptedUpTo: await receiptedUpTo(transaction, kioskId),
  };
  const reason = { kind: 'report-replayed', kioskId, fromSequence: sequence, toSequence: sequence } as const;
  const alarms = isReplay(again, at) ? [await raiseAndEnter(transaction, reason, at)] : [];
  return { answer: { kind: 'duplicate', receipt: same.receipt }, alarms };
}

async function contradict(
  context: IngestContext,
  transaction: Transaction,
  arrival: Arrival,
  kind: 'chain-fork' | 'chain-broken',
  message: string,
): Promise<Placed> {
  const { kioskId, sequence } = arrival.report;
  const reason = { kind, kioskId, fromSequence: sequence, toSequence: sequence };
  const alarm = await raiseAndEnter(transaction, reason, context.clock.wallMs());
  return { answer: refuse(kind, message, kind === 'chain-fork' ? 'sequence' : 'previous'), alarms: [alarm] };
}

async function keep(transaction: Transaction, arrival: Arrival, placement: Placement): Promise<Placed> {
  const { report, digest, envelope, kiosk } = arrival;
  const { kioskId, sequence } = report;
  if ('failure' in arrival.receipted) throw arrival.receipted.failure;
  const { receipt, receivedAt } = arrival.receipted;
  const feedPosition = await takeFeedPosition(transaction);
  await insertReport(transaction, {
    feedPosition,
    kioskId,
    sequence,
    digest,
    previous: report.previous,
    kind: report.kind,
    transactionId: subjectOf(report),
    outcome: report.kind === 'match' ? report.outcome : null,
    receivedAt,
    payload: envelope.payload,
    signature: envelope.signature,
    receipt,
  });
  const [kind, stored] = [kindOf(report), { feedPosition, receivedAt, digest }];
  await kind.derive?.(transaction, report, stored);
  await enter(transaction, `report/${feedPosition}`, {
    type: 'report',
    version: 1,
    kioskId,
    sequence,
    digest,
    feedPosition,
    receivedAt,
  });
  await kind.enterOwn?.(transaction, report, stored);
  return {
    answer: { kind: 'accepted', receipt },
    kept: {
      feedPosition,
      place: { site: siteIdSchema.parse(kiosk.site), kioskId },
      outcome: await outcomeOf(transaction, report, { feedPosition, kiosk, receivedAt }),
    },
    alarms: [
      await gapAlarm(transaction, report, placement, receivedAt),
      await orderOfArrivalAlarm(transaction, report, placement, receivedAt),
      await raised(transaction, await kind.settle?.(transaction, report, stored), receivedAt),
    ].filter((alarm) => alarm !== undefined),
  };
}

async function outcomeOf(
  transaction: Transaction,
  report: Report,
  { feedPosition, kiosk: { site, lane }, receivedAt }: { feedPosition: number; kiosk: Kiosk; receivedAt: number },
): Promise<OutcomeView | undefined> {
  if (report.kind === 'readiness' || (await kindOf(report).isHeldBack(transaction, report))) return undefined;
  return { feedPosition, site, lane, receivedAt, report: shownReport(report) };
}

async function raised(
  transaction: Transaction,
  reason: AlarmReason | undefined,
  at: number,
): Promise<Alarm | undefined> {
  return reason && raiseAndEnter(transaction, reason, at);
}

/** The alarm that an early report opens, or that a late one closes. */
async function gapAlarm(
  transaction: Transaction,
  { kioskId, sequence }: Report,
  placement: Placement,
  at: number,
): Promise<Alarm | undefined> {
  if (placement.kind === 'appended-past-gap') {
    const reason = { kind: 'sequence-gap', kioskId, fromSequence: placement.from, toSequence: placement.to } as const;
    return raiseAndEnter(transaction, reason, at);
  }
  if (placement.kind !== 'filled') return undefined;
  const gap = await findOpenGap(transaction, kioskId, sequence);
  if (gap === undefined || gap.fromSequence === null || gap.toSequence === null) return undefined;
  const held = await countReports(transaction, kioskId, gap.fromSequence, gap.toSequence);
  if (held < gap.toSequence - gap.fromSequence + 1) return undefined;
  const filled = await markFilled(transaction, gap, at);
  await enterAlarm(transaction, filled, at);
  return filled;
}

/** A lane never skips a report, so one that arrives after its successors was held back on its way. */
async function orderOfArrivalAlarm(
  transaction: Transaction,
  { kioskId, sequence }: Report,
  placement: Placement,
  at: number,
): Promise<Alarm | undefined> {
  if (placement.kind !== 'filled') return undefined;
  const reason = { kind: 'chain-reordered', kioskId, fromSequence: sequence, toSequence: sequence } as const;
  return raiseAndEnter(transaction, reason, at);
}
