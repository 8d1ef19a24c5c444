import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../../platform/access/judge.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { messageOf } from '../../../platform/http/read-json.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import type { ResponseList, ResponseStepAnswer } from '../answers.ts';
import { decideResponse, type ResponseAnswer } from './decide-response.ts';
import { decidedPolicy } from './policy-table.ts';
import { findResponse, listResponses } from './response-table.ts';
import { responseView } from './views.ts';
import { FIRST_POLICY } from './vocabulary.ts';
import { moveResponse, type ResponseParts } from './watch-responses.ts';

/** Responses of one answer. */
const MAX = 500;
const BODY_LIMIT_BYTES = 128;

export const responseDecisionSchema = z.strictObject({ decision: z.enum(['confirm', 'decline']) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of security officers and auditors: responses to findings, and the policy about them. */
export function responseRoutes(gate: AccessGate, parts: ResponseParts & Pick<RoomContext, 'events'>): Router {
  const routes = guardedRouter(gate);
  const { knex, clock, events } = parts;
  const idOf = (request: Request): string => idSchema.safeParse(request.params['id']).data ?? '';
  const askerOf = ({ principal }: Permit): string | null =>
    judgeEntry(principal, 'response.decide', clock.wallMs()).kind === 'allowed' ? principal.personId : null;

  /** The effect follows at once; if it fails now, the watch tries it again. */
  const carryOut = async (id: string, permit: Permit, answer: ResponseAnswer): Promise<ResponseStepAnswer> => {
    if (answer.kind === 'confirmed') {
      await moveResponse(parts, id).catch((error: unknown) =>
        events.emit({ event: 'fault', where: 'detection', error }),
      );
    }
    const now = await findResponse(knex, id);
    return { response: now === undefined ? null : responseView(now, askerOf(permit)) };
  };

  routes.get('/v1/detection/responses', 'detection.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const asker = askerOf(permit);
    const stored = await listResponses(knex, { limit: MAX });
    const { atOnce, mostActive, confirmMinutes } = (await decidedPolicy(knex)) ?? FIRST_POLICY;
    const answer: ResponseList = {
      serverTime: Math.round(clock.wallMs()),
      policy: { atOnce: [...atOnce], mostActive, confirmMinutes },
      responses: stored.map((one) => responseView(one, asker)),
    };
    response.json(answer);
  });

  routes.post(
    '/v1/detection/responses/:id/decision',
    'response.decide',
    { bodyLimitBytes: BODY_LIMIT_BYTES },
    async (request, response, permit) => {
      const body = messageOf(responseDecisionSchema, request, response);
      if (body === undefined) return;
      const answer = await decideResponse(parts, permit, idOf(request), body.decision);
      if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
      else response.json(await carryOut(idOf(request), permit, answer));
    },
  );

  routes.post(
    '/v1/detection/responses/:id/end',
    'response.take-back',
    { bodyLimitBytes: 'none' },
    async (request, response, permit) => {
      const answer = await decideResponse(parts, permit, idOf(request), 'take-back');
      if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
      else response.json(await carryOut(idOf(request), permit, answer));
    },
  );

  return routes.router;
}
