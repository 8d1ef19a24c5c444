import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { groupMonthOf, type LaneGroupCounts, readGroupCounts } from '../../contract/group-counts.ts';
import { putGroupCounts } from '../../records/kiosks/group-counts.ts';
import { authenticate, type JudgeAuthor } from './authenticate.ts';
import type { IngestContext } from './ingest-context.ts';

const DAY_MS = 86_400_000;
/** A lane without its server keeps the month before. */
const MAX_BEHIND_MS = 62 * DAY_MS;

/**
 * Receives in its envelope how many comparisons of faces ended in which way, by randomised answers about groups. The same message again changes
 * nothing, and an older one is refused. Rejects as `receiveReport` does.
 */
export async function receiveGroupCounts(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<{ readonly kind: 'accepted' } | Refusal> {
  const sender = await authenticate(context, 'group-counts', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const invalid = (refusal: Refusal): Refusal => {
    context.alarms.raise({
      kind: 'invalid-message',
      kioskId: sender.kiosk.id,
      fromSequence: null,
      toSequence: null,
    });
    return refusal;
  };
  const read = readGroupCounts(sender.envelope);
  if (read.kind === 'refused') return invalid(read);
  const receivedAt = Math.round(context.clock.wallMs());
  if (!areMonthsNear(read.message, receivedAt)) {
    return invalid(refuse('invalid-message', 'must be the present month or one shortly before', 'months'));
  }
  const { kioskId, months } = read.message;
  const isCounted = await context.queue.run((transaction) => putGroupCounts(transaction, kioskId, months, receivedAt));
  return isCounted
    ? { kind: 'accepted' }
    : invalid(refuse('invalid-message', 'must not decrease within a run', 'months.counts'));
}

function areMonthsNear({ months }: LaneGroupCounts, receivedAt: number): boolean {
  const [first, last] = [groupMonthOf(receivedAt - MAX_BEHIND_MS), groupMonthOf(receivedAt + DAY_MS)];
  return months.every(({ month }) => month >= first && month <= last);
}
