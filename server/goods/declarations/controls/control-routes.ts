import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { Target } from '../../../platform/access/principal.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { bytesOf } from '../../../platform/http/body.ts';
import { readMessage } from '../../../platform/http/message.ts';
import { readQuery } from '../../../platform/http/query.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import { declarationIdSchema } from '../api/vocabulary.ts';
import { CONTROL_ROUTES } from '../selection/vocabulary.ts';
import { findControl, type QueuePlace } from '../tables/controls.ts';
import { auditOfQuarter, quarterSchema } from './audit-quarter.ts';
import type { ControlAudit, ControlQueue, ControlRecorded, SelectionEffects } from './answers.ts';
import { effectsOfRules, monthSchema } from './effects-of-rules.ts';
import { confirmationSchema, confirmWaived, type Recorded, recordResult, resultSchema } from './record-result.ts';
import { showQueue } from './show-controls.ts';

export const queueQuerySchema = z.strictObject({
  route: z.enum(CONTROL_ROUTES).optional(),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d\.\d{1,15}\.[0-9a-f]{32}$/)
    .optional(),
});

export const auditQuerySchema = z.strictObject({ quarter: quarterSchema });

/** Absent: the last 30 days. */
export const rulesQuerySchema = z.strictObject({ month: monthSchema.optional() });

/** Controls of declarations for customs officers, and their audit for supervisors. */
export function controlRoutes(gate: AccessGate, context: RoomContext): Router {
  const { knex, clock } = context;
  const routes = guardedRouter(gate);

  routes.get('/v1/declaration-controls', 'controls.see', async (request, response) => {
    const read = readQuery(queueQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { route, after } = read.query;
    const shown = await showQueue(knex, clock.wallMs(), { route, after: after === undefined ? after : placeOf(after) });
    response.json(shown satisfies ControlQueue);
  });

  routes.get('/v1/declaration-controls/audit', 'controls.audit', async (request, response) => {
    const read = readQuery(auditQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    response.json((await auditOfQuarter(knex, clock.wallMs(), read.query.quarter)) satisfies ControlAudit);
  });

  routes.get('/v1/declaration-controls/rules', 'controls.audit', async (request, response) => {
    const read = readQuery(rulesQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    response.json((await effectsOfRules(knex, clock.wallMs(), read.query.month)) satisfies SelectionEffects);
  });

  routes.post('/v1/declaration-controls/:id/result', 'control.record', async (request, response, permit) => {
    const read = readMessage(resultSchema, bytesOf(request.body));
    if (read.kind === 'refused') return sendFailure(response, read);
    const id = declarationIdSchema.safeParse(request.params['id']);
    if (!id.success) return sendFailure(response, { code: 'not-found' });
    answer(response, await recordResult(context, permit, id.data, read.message));
  });

  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const id = declarationIdSchema.safeParse(request.params['id']);
    const control = id.success ? await findControl(knex, id.data) : undefined;
    const result = control?.result ?? null;
    return result === null ? undefined : { proposedBy: result.decidedBy };
  };
  const path = '/v1/declaration-controls/:id/confirmation';
  routes.post(path, 'control.confirm', { targetOf }, async (request, response, permit) => {
    const read = readMessage(confirmationSchema, bytesOf(request.body));
    if (read.kind === 'refused') return sendFailure(response, read);
    answer(response, await confirmWaived(context, permit, String(request.params['id']), read.message.agrees));
  });
  return routes.router;
}

function answer(response: Response, recorded: Recorded): void {
  if (recorded.kind === 'refused') sendFailure(response, recorded);
  else response.json({ isSettled: recorded.isSettled } satisfies ControlRecorded);
}

function placeOf(after: string): QueuePlace {
  const [place, receivedAt, id = ''] = after.split('.');
  return { place: Number(place), receivedAt: Number(receivedAt), id };
}
