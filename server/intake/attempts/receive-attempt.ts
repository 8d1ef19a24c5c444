import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import {
  MAX_ATTEMPT_DAYS,
  type Attempt,
  type AttemptAnswer,
  readAttempt,
  RESERVATION_SKEW_MS,
} from '../../contract/attempt.ts';
import { authenticate, type JudgeAuthor } from '../ingest/authenticate.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { addToCount, findAttempt, lockCount, putAttempt } from './attempt-table.ts';
import { judgeAttempt } from './judge-attempt.ts';

const DAY_MS = 86_400_000;

export type ReceivedAttempt = { readonly kind: 'answered'; readonly answer: AttemptAnswer } | Refusal;

/**
 * Receives an attempt in its envelope. The answer is durable when it resolves. The same attempt gets the same answer and is counted once.
 * Rejects as `receiveReport` does.
 */
export async function receiveAttempt(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<ReceivedAttempt> {
  const sender = await authenticate(context, 'attempt', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readAttempt(sender.envelope);
  if (read.kind === 'refused') {
    context.alarms.raise({ kind: 'invalid-message', ...nowhere(sender.kiosk.id) });
    return read;
  }
  const { attempt } = read;
  const at = Math.round(context.clock.wallMs());
  const early = outOfTime(attempt, at);
  if (early !== undefined) return early;
  const judged = await context.queue.run(async (transaction) => {
    const made = await lockCount(transaction, attempt);
    const before = await findAttempt(transaction, attempt);
    if (before !== undefined && !isSame(before, attempt)) return undefined;
    const { verdict, state, adds, isOverrun } = judgeAttempt(attempt, before?.state, made);
    if (adds === 1) await addToCount(transaction, attempt);
    if (before?.state !== state) await putAttempt(transaction, attempt, state, at);
    const reason = { kind: 'attempts-overrun', ...nowhere(attempt.kioskId) } as const;
    return { verdict, alarm: isOverrun ? await raiseAndEnter(transaction, reason, at) : undefined };
  });
  if (judged === undefined) {
    context.alarms.raise({ kind: 'invalid-message', ...nowhere(attempt.kioskId) });
    return refuse('invalid-message', 'is the id of another attempt', 'attemptId');
  }
  if (judged.alarm !== undefined) context.alarms.announce(judged.alarm);
  return { kind: 'answered', answer: { attemptId: attempt.attemptId, verdict: judged.verdict } };
}

function isSame(one: Pick<Attempt, 'epoch' | 'handle' | 'tried'>, other: Attempt): boolean {
  return one.epoch === other.epoch && one.handle === other.handle && one.tried === other.tried;
}

/** A reservation is for now; an attempt that was made is reported within days. */
function outOfTime({ ask, at, epoch }: Attempt, now: number): Refusal | undefined {
  const ageDays = (now - Date.parse(`${epoch}T00:00:00Z`)) / DAY_MS;
  const most = ask === 'reserve' ? 2 : MAX_ATTEMPT_DAYS;
  if (ageDays < -1 || ageDays >= most) return refuse('invalid-message', 'is not a day that is counted now', 'epoch');
  if (ask === 'reserve' && Math.abs(now - at) > RESERVATION_SKEW_MS) {
    return refuse('invalid-message', "is too far from the server's time", 'at');
  }
  return undefined;
}

function nowhere(kioskId: Attempt['kioskId']) {
  return { kioskId, fromSequence: null, toSequence: null };
}
