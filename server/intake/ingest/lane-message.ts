import express, { type Request, type Response, type Router } from 'express';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { JudgeAuthor, MessageKind } from './authenticate.ts';
import type { IngestContext } from './ingest-context.ts';

/** One kind of message that lanes post, from its path to its answer. */
export interface LaneMessage<Answer extends { readonly kind: string }> {
  readonly path: `/v1/${string}`;
  /** For the log of refused messages. */
  readonly about: Exclude<MessageKind, 'lane-beacon-request'>;
  /** `work`, the default: from admitted lanes only. `request`: also from a lane whose start is not approved. */
  readonly sender?: 'work' | 'request';
  /** @param wire the received bytes, at most 16 KiB */
  readonly receive: (wire: Uint8Array, judgeAuthor: JudgeAuthor) => Promise<Answer>;
  readonly send: (response: Response, answer: Exclude<Answer, Refusal>) => void;
}

/** A router with no paths yet, for messages of lanes. */
export function laneRouter(): Router {
  return express.Router({ strict: true, caseSensitive: true });
}

/** Adds the route of a message. The contract parses the received bytes; a refusal is logged and answered. */
export function addLaneMessage<Answer extends { readonly kind: string }>(
  router: Router,
  { events }: Pick<IngestContext, 'events'>,
  gate: KioskGate,
  { path, about, sender: of = 'work', receive, send }: LaneMessage<Answer>,
): void {
  const answerTo = async (request: Request): Promise<Answer | Refusal> => {
    const sender = await (of === 'work' ? gate.ofWork(request) : gate.ofRequest(request));
    if (sender.kind === 'refused') return sender;
    return receive(bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
  };
  router
    .route(path)
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const answer = await answerTo(request);
      if (!isRefusal(answer)) return send(response, answer as Exclude<Answer, Refusal>);
      events.emit({ event: 'message-refused', about, code: answer.code });
      sendFailure(response, answer);
    })
    .all(answerMethodNotAllowed('POST'));
}

/** The answer of a message that was taken, without a content. */
export function sendNothing(response: Response): void {
  response.status(204).end();
}

function isRefusal(answer: { readonly kind: string }): answer is Refusal {
  return answer.kind === 'refused';
}
