import type { Request, Response } from 'express';
import { ENVELOPE_LIMIT_BYTES, wireSchema } from '../../contract/envelope.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import type { PublicRoutes } from '../../platform/http/public-routes.ts';
import type { Answers } from '../../platform/http/route.ts';
import type { JudgeAuthor, MessageKind } from './authenticate.ts';
import type { IngestContext } from './ingest-context.ts';

export const FROM_LANES = 'lanes sign their messages';

/** One kind of message that lanes post, from its path to its answer. */
export interface LaneMessage<Answer extends { readonly kind: string }> {
  readonly path: `/v1/${string}`;
  /** For the log of refused messages. */
  readonly about: Exclude<MessageKind, 'lane-beacon-request'>;
  /** `work`, the default: from admitted lanes only. `request`: also from a lane whose start is not approved. */
  readonly sender?: 'work' | 'request';
  /** @param wire the received bytes, at most 16 KiB */
  readonly receive: (wire: Uint8Array, judgeAuthor: JudgeAuthor) => Promise<Answer>;
  readonly sends: Answers;
  readonly send: (response: Response, answer: Exclude<Answer, Refusal>) => void;
}

/** Adds the route of a message. The contract parses the received bytes; a refusal is logged and answered. */
export function addLaneMessage<Answer extends { readonly kind: string }>(
  routes: PublicRoutes,
  { events }: Pick<IngestContext, 'events'>,
  gate: KioskGate,
  { path, about, sender: of = 'work', receive, sends, send }: LaneMessage<Answer>,
): void {
  const answerTo = async (request: Request, bytes: Uint8Array): Promise<Answer | Refusal> => {
    const sender = await (of === 'work' ? gate.ofWork(request) : gate.ofRequest(request));
    if (sender.kind === 'refused') return sender;
    return receive(bytes, (author) => gate.judgeAuthor(sender, author));
  };
  const form = { bytes: wireSchema, maxBodyBytes: ENVELOPE_LIMIT_BYTES, sends };
  routes.post(path, FROM_LANES, form, async ({ bytes, request, response }) => {
    const answer = await answerTo(request, bytes);
    if (!isRefusal(answer)) return send(response, answer as Exclude<Answer, Refusal>);
    events.emit({ event: 'message-refused', about, code: answer.code });
    return answer;
  });
}

/** For a message that is taken without an answer. */
export const TAKEN = {
  sends: { 204: null },
  send: (response: Response) => void response.status(204).end(),
} as const;

function isRefusal(answer: { readonly kind: string }): answer is Refusal {
  return answer.kind === 'refused';
}
