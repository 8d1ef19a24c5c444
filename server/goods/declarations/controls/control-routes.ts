import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { Target } from '../../../platform/access/principal.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { declarationIdSchema } from '../api/vocabulary.ts';
import { CONTROL_ROUTES } from '../selection/vocabulary.ts';
import { findControl, type QueuePlace } from '../tables/controls.ts';
import { auditOfQuarter, quarterSchema } from './audit-quarter.ts';
import { controlAuditSchema, controlQueueSchema, controlRecordedSchema, selectionEffectsSchema } from './answers.ts';
import { effectsOfRules, monthSchema } from './effects-of-rules.ts';
import { confirmationSchema, confirmWaived, type Recorded, recordResult, resultSchema } from './record-result.ts';
import { showQueue } from './show-controls.ts';

const queueQuerySchema = z.strictObject({
  route: z.enum(CONTROL_ROUTES).optional(),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d\.\d{1,15}\.[0-9a-f]{32}$/)
    .optional(),
});

const auditQuerySchema = z.strictObject({ quarter: quarterSchema });

/** Absent: the last 30 days. */
const rulesQuerySchema = z.strictObject({ month: monthSchema.optional() });

/** Controls of declarations for customs officers, and their audit for supervisors. */
export function controlRoutes(gate: AccessGate, context: RoomContext): Router {
  const { knex } = context;
  const routes = guardedRoutes(gate);

  const ofQueue = { query: queueQuerySchema, answer: controlQueueSchema };
  routes.get('/v1/declaration-controls', 'controls.see', ofQueue, ({ query: { route, after }, now }) =>
    showQueue(knex, now, { route, after: after === undefined ? after : placeOf(after) }),
  );

  const ofAudit = { query: auditQuerySchema, answer: controlAuditSchema };
  routes.get('/v1/declaration-controls/audit', 'controls.audit', ofAudit, ({ query, now }) =>
    auditOfQuarter(knex, now, query.quarter),
  );

  const ofRules = { query: rulesQuerySchema, answer: selectionEffectsSchema };
  routes.get('/v1/declaration-controls/rules', 'controls.audit', ofRules, ({ query, now }) =>
    effectsOfRules(knex, now, query.month),
  );

  const answer = controlRecordedSchema;
  const ofResult = { body: resultSchema, answer };
  routes.post('/v1/declaration-controls/:id/result', 'control.record', ofResult, async ({ params, body }, permit) => {
    const id = declarationIdSchema.safeParse(params.id).data;
    return id === undefined ? NOT_FOUND : recordedOf(await recordResult(context, permit, id, body));
  });

  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const id = declarationIdSchema.safeParse(request.params['id']);
    const control = id.success ? await findControl(knex, id.data) : undefined;
    const result = control?.result ?? null;
    return result === null ? undefined : { proposedBy: result.decidedBy };
  };
  const path = '/v1/declaration-controls/:id/confirmation';
  const ofConfirmation = { targetOf, body: confirmationSchema, answer };
  routes.post(path, 'control.confirm', ofConfirmation, async ({ params, body }, permit) =>
    recordedOf(await confirmWaived(context, permit, params.id, body.agrees)),
  );
  return routes.router;
}

function recordedOf(recorded: Recorded) {
  return recorded.kind === 'refused' ? recorded : { isSettled: recorded.isSettled };
}

function placeOf(after: string): QueuePlace {
  const [place, receivedAt, id = ''] = after.split('.');
  return { place: Number(place), receivedAt: Number(receivedAt), id };
}
