import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { messageOf } from '../../../platform/http/read-json.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import type { TrialList } from '../answers.ts';
import { LONGEST_WORD } from '../events/event.ts';
import { ENTITY_KINDS } from '../rules/entity.ts';
import { STATISTIC_IDS } from '../rules/rule-ids.ts';
import type { DetectionTrials, Trial } from './detection-trials.ts';
import { TRIAL_LIMIT_NAMES } from './vocabulary.ts';

const BODY_LIMIT_BYTES = 512;

const entity = z.strictObject({ kind: z.enum(ENTITY_KINDS), id: z.string().min(1).max(LONGEST_WORD) });
export const trialSchema = z.strictObject({
  /** Invariants have neither limits nor exceptions. */
  rule: z.enum(STATISTIC_IDS),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('limit'), limit: z.enum(TRIAL_LIMIT_NAMES) }),
    z.strictObject({ kind: z.literal('exception'), entity }),
  ]),
});
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A person who may propose an exception may try one, and another limit. */
export function trialRoutes(gate: AccessGate, trials: DetectionTrials, { clock }: Pick<RoomContext, 'clock'>): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/detection/trials', 'detection.see', { takesNoQuery: true }, (_request, response) => {
    const answer: TrialList = { serverTime: Math.round(clock.wallMs()), trials: trials.list().map(viewOf) };
    response.json(answer);
  });

  routes.post(
    '/v1/detection/trials',
    'detection-exceptions.propose',
    { bodyLimitBytes: BODY_LIMIT_BYTES },
    async (request, response, permit) => {
      const body = messageOf(trialSchema, request, response);
      if (body === undefined) return;
      const begun = await trials.begin({ ...body, by: permit.principal.personId });
      if ('kind' in begun) sendFailure(response, { code: begun.code });
      else response.status(204).end();
    },
  );

  routes.post(
    '/v1/detection/trials/:id/cancellation',
    'detection-exceptions.propose',
    { bodyLimitBytes: 'none' },
    async (request, response) => {
      const id = idSchema.safeParse(request.params['id']).data ?? '';
      if (await trials.cancel(id)) response.status(204).end();
      else sendFailure(response, { code: 'not-found' });
    },
  );

  return routes.router;
}

function viewOf({ result, change, ...trial }: Trial): TrialList['trials'][number] {
  return {
    ...trial,
    change: change.kind === 'limit' ? { ...change } : { kind: 'exception', entity: { ...change.entity } },
    result:
      result === null
        ? null
        : {
            ...result,
            days: [...result.days],
            lost: result.lost.map(({ id, entity: of, at }) => ({ id, entity: { ...of }, at })),
          },
  };
}
