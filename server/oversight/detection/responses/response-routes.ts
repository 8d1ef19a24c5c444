import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../../platform/access/judge.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { responseListSchema, responseStepSchema } from '../answers.ts';
import { decideResponse, type ResponseAnswer } from './decide-response.ts';
import { decidedPolicy } from './policy-table.ts';
import { findResponse, listResponses } from './response-table.ts';
import { responseView } from './views.ts';
import { FIRST_POLICY } from './vocabulary.ts';
import { moveResponse, type ResponseParts } from './watch-responses.ts';

/** Responses of one answer. */
const MAX = 500;
const MAX_BODY_BYTES = 128;

const responseDecisionSchema = z.strictObject({ decision: z.enum(['confirm', 'decline']) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of security officers and auditors: responses to findings, and the policy about them. */
export function responseRoutes(gate: AccessGate, parts: ResponseParts & Pick<RoomContext, 'events'>): Router {
  const routes = guardedRoutes(gate);
  const { knex, clock, events } = parts;
  const idOf = ({ id }: { readonly id: string }): string => idSchema.safeParse(id).data ?? '';
  const askerOf = ({ principal }: Permit): string | null =>
    judgeEntry(principal, 'response.decide', clock.wallMs()).kind === 'allowed' ? principal.personId : null;

  /** The effect follows at once; if it fails now, the watch tries it again. */
  const carryOut = async (id: string, permit: Permit, answer: ResponseAnswer) => {
    if (answer.kind === 'refused') return answer;
    if (answer.kind === 'confirmed') {
      await moveResponse(parts, id).catch((error: unknown) =>
        events.emit({ event: 'fault', where: 'detection', error }),
      );
    }
    const now = await findResponse(knex, id);
    return { response: now === undefined ? null : responseView(now, askerOf(permit)) };
  };

  routes.get('/v1/detection/responses', 'detection.see', { answer: responseListSchema }, async ({ now }, permit) => {
    const asker = askerOf(permit);
    const stored = await listResponses(knex, { limit: MAX });
    const { atOnce, mostActive, confirmMinutes } = (await decidedPolicy(knex)) ?? FIRST_POLICY;
    return {
      serverTime: now,
      policy: { atOnce: [...atOnce], mostActive, confirmMinutes },
      responses: stored.map((one) => responseView(one, asker)),
    };
  });

  const form = { answer: responseStepSchema };
  const ofDecision = { ...form, body: responseDecisionSchema, maxBodyBytes: MAX_BODY_BYTES };
  routes.post('/v1/detection/responses/:id/decision', 'response.decide', ofDecision, async (asked, permit) => {
    const id = idOf(asked.params);
    return carryOut(id, permit, await decideResponse(parts, permit, id, asked.body.decision));
  });

  routes.post('/v1/detection/responses/:id/end', 'response.take-back', form, async ({ params }, permit) => {
    const id = idOf(params);
    return carryOut(id, permit, await decideResponse(parts, permit, id, 'take-back'));
  });

  return routes.router;
}
