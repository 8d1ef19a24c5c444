import { type CheckAnswer, readCheckRequest } from '../../contract/readiness.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { takeCheckRequest } from '../../border/readiness/take-request.ts';
import { authenticate, type JudgeAuthor } from './authenticate.ts';
import type { IngestContext } from './ingest-context.ts';

/** Receives a lane's request for the approval of a readiness check. Rejects as `receiveReport` does. */
export async function receiveCheckRequest(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<{ readonly kind: 'answered'; readonly answer: CheckAnswer } | Refusal> {
  const sender = await authenticate(context, 'readiness-request', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readCheckRequest(sender.envelope);
  if (read.kind === 'refused') {
    const none = { fromSequence: null, toSequence: null };
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, ...none });
    return read;
  }
  return takeCheckRequest(context, read.request);
}
