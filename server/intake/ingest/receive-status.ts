import { isMarkedFor } from '../../contract/rehearsal.ts';
import { judgeStatus, readStatus } from '../../contract/status.ts';
import { findForgeries, findLane, findStatusMark, putStatus } from '../../records/kiosks/lane-status.ts';
import { putKeeping } from '../../privacy/tables/keeping.ts';
import { authenticate, type JudgeAuthor, refuseOtherMode } from './authenticate.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { IngestContext } from './ingest-context.ts';

export type StatusAnswer = { readonly kind: 'accepted' } | Refusal;

/** Receives a lane's status in its envelope and stores it when it is newer than the stored one. Rejects as `receiveReport` does. */
export async function receiveStatus(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<StatusAnswer> {
  const sender = await authenticate(context, 'status', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readStatus(sender.envelope);
  const raise = (
    kind: 'invalid-message' | 'stale-or-replayed-status' | 'grant-forged' | 'order-forged' | 'blind-answer-unproven',
  ) => context.alarms.raise({ kind, kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
  if (read.kind === 'refused') {
    raise('invalid-message');
    return read;
  }
  const { status } = read;
  if (!isMarkedFor(context.mode, status)) return refuseOtherMode(context, sender.kiosk.id);
  const receivedAt = context.clock.wallMs();
  const kept = await context.queue.run(async (transaction) => {
    const judgement = judgeStatus(await findStatusMark(transaction, status.kioskId), status, receivedAt);
    if (judgement !== 'new') return { judgement } as const;
    const before = await findForgeries(transaction, status);
    await putStatus(transaction, status, receivedAt);
    await putKeeping(transaction, status);
    return { judgement, before, lane: await findLane(transaction, status.kioskId) } as const;
  });
  if (kept.judgement !== 'new') {
    raise('stale-or-replayed-status');
    return kept.judgement === 'stale'
      ? refuse('stale-status', "is too far from the server's time", 'at')
      : refuse('replayed-status', 'is not newer than the last one', 'counter');
  }
  if ((status.forgedGrants ?? 0) > kept.before.grants) raise('grant-forged');
  if ((status.forgedOrders ?? 0) > kept.before.orders) raise('order-forged');
  if ((status.unprovenAnswers ?? 0) > kept.before.answers) raise('blind-answer-unproven');
  if (kept.lane !== undefined) context.announcements.announce({ kind: 'lane', lane: kept.lane, phase: status.phase });
  return { kind: 'accepted' };
}
