import type { Router } from 'express';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { type TrialList, trialListSchema } from '../answers.ts';
import { LONGEST_WORD } from '../events/event.ts';
import { ENTITY_KINDS } from '../rules/entity.ts';
import { STATISTIC_IDS } from '../rules/rule-ids.ts';
import type { DetectionTrials, Trial } from './detection-trials.ts';
import { TRIAL_LIMIT_NAMES } from './vocabulary.ts';

const MAX_BODY_BYTES = 512;

const entity = z.strictObject({ kind: z.enum(ENTITY_KINDS), id: z.string().min(1).max(LONGEST_WORD) });
const trialSchema = z.strictObject({
  /** Invariants have neither limits nor exceptions. */
  rule: z.enum(STATISTIC_IDS),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('limit'), limit: z.enum(TRIAL_LIMIT_NAMES) }),
    z.strictObject({ kind: z.literal('exception'), entity }),
  ]),
});
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A person who may propose an exception may try one, and another limit. */
export function trialRoutes(gate: AccessGate, trials: DetectionTrials): Router {
  const routes = guardedRoutes(gate);

  routes.get('/v1/detection/trials', 'detection.see', { answer: trialListSchema }, ({ now }) => ({
    serverTime: now,
    trials: trials.list().map(viewOf),
  }));

  const propose = 'detection-exceptions.propose';
  const ofTrial = { body: trialSchema, maxBodyBytes: MAX_BODY_BYTES };
  routes.post('/v1/detection/trials', propose, ofTrial, async ({ body }, { principal }) => {
    const begun = await trials.begin({ ...body, by: principal.personId });
    return 'kind' in begun ? begun : undefined;
  });

  routes.post('/v1/detection/trials/:id/cancellation', propose, {}, async ({ params }) => {
    const id = idSchema.safeParse(params.id).data ?? '';
    return (await trials.cancel(id)) ? undefined : NOT_FOUND;
  });

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
