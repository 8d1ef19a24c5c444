import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { readLaneReleases } from '../../contract/lane-releases.ts';
import { judgeStatus } from '../../contract/status.ts';
import { findReleasesMark, putLaneReleases } from '../../records/kiosks/lane-releases.ts';
import { putShadowCounts } from '../../records/kiosks/shadow-counts.ts';
import { authenticate, type JudgeAuthor } from './authenticate.ts';
import type { IngestContext } from './ingest-context.ts';
import type { StatusAnswer } from './receive-status.ts';

/** Receives in its envelope which targets a lane holds, and stores it when it is newer than the stored one. Rejects as `receiveReport` does. */
export async function receiveLaneReleases(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<StatusAnswer> {
  const sender = await authenticate(context, 'lane-releases', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const raise = (kind: 'invalid-message' | 'stale-or-replayed-status') =>
    context.alarms.raise({ kind, kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
  const read = readLaneReleases(sender.envelope);
  if (read.kind === 'refused') {
    raise('invalid-message');
    return read;
  }
  const { releases } = read;
  const receivedAt = Math.round(context.clock.wallMs());
  const judgement = await context.queue.run(async (transaction) => {
    const judged = judgeStatus(await findReleasesMark(transaction, releases.kioskId), releases, receivedAt);
    if (judged !== 'new') return judged;
    await putLaneReleases(transaction, releases, receivedAt);
    const { kioskId, shadow, policyShadow } = releases;
    for (const one of [shadow, policyShadow]) {
      const isCounted = one === undefined || (await putShadowCounts(transaction, kioskId, one, receivedAt));
      if (!isCounted) return 'counts-refused';
    }
    return judged;
  });
  if (judgement === 'new') return { kind: 'accepted' };
  if (judgement === 'counts-refused') {
    raise('invalid-message');
    return refuse('invalid-message', 'must not decrease within a run', 'shadow.counts');
  }
  raise('stale-or-replayed-status');
  return refusalOf(judgement);
}

function refusalOf(judgement: 'replayed' | 'stale'): Refusal {
  return judgement === 'stale'
    ? refuse('stale-status', "is too far from the server's time", 'at')
    : refuse('replayed-status', 'is not newer than the last one', 'counter');
}
