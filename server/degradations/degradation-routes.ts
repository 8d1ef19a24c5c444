import type { Request, Router } from 'express';
import { recordAct } from '../acts/record-act.ts';
import { sendFailure } from '../http/wire-failure.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import { orderRoleOf } from '../orders/order-role.ts';
import type { Connection } from '../database/connection.ts';
import { endDegradation, findDegradation, listDegradations } from './degradation-table.ts';
import type { WriteQueue } from '../database/write-queue.ts';
import type { DegradationList } from './answers.ts';
import type { AccessGate } from '../access/gate.ts';
import { guardedRouter, type Permit } from '../access/guarded-router.ts';
import type { Target } from '../access/principal.ts';
import type { Issue } from './degradation-kind.ts';

export interface DegradationDesk {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly issue: Issue;
}

const LIMIT = 100;

/** Routes to list degradations, and to end one early, which one person may do. */
export function degradationRoutes(gate: AccessGate, desk: DegradationDesk): Router {
  const routes = guardedRouter(gate);
  const serverTime = () => gate.clock.wallMs();

  routes.get('/v1/degradations', 'degradations.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const now = serverTime();
    const stored = await listDegradations(desk.knex, LIMIT);
    const theirs = stored.filter(({ site, kioskIds }) => kioskIds.some((kioskId) => permit.covers({ site, kioskId })));
    const list: DegradationList = {
      serverTime: now,
      degradations: theirs.map((one) => ({ ...one, isInForce: one.endedAt === null && now < one.validUntil })),
    };
    response.json(list);
  });

  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const degradation = await findDegradation(desk.knex, String(request.params['id']));
    return degradation === undefined ? undefined : { site: degradation.site };
  };
  routes.post(
    '/v1/degradations/:id/end',
    'degradation.end',
    { targetOf, bodyLimitBytes: 'none' },
    async (request, response, permit) => {
      const isEnded = await end(desk, permit, String(request.params['id']), serverTime());
      if (isEnded) response.status(204).end();
      else sendFailure(response, { code: 'proposal-settled' });
    },
  );

  return routes.router;
}

/** `false` when it has ended already. Each lane gets an order, as at its beginning. */
async function end(desk: DegradationDesk, permit: Permit, id: string, nowMs: number): Promise<boolean> {
  const { principal, duty, act } = permit;
  const at = Math.round(nowMs);
  const isEnded = await desk.queue.run(async (transaction) => {
    const degradation = await findDegradation(transaction, id);
    const role = orderRoleOf(duty.role);
    if (degradation === undefined || role === undefined) return false;
    if (!(await endDegradation(transaction, id, principal.personId, at))) return false;
    const { site, kioskIds, measure } = degradation;
    const target = { site, subject: id };
    await recordAct(transaction, { person: principal.personId, role: duty.role, act, target, result: 'done', at });
    for (const kioskId of kioskIds) {
      // A lane that was disabled since needs no order
      await desk.issue(transaction, {
        kioskId,
        order: { kind: 'end-degradation', degradation: measure },
        person: { id: principal.personId, role },
      });
    }
    return true;
  });
  await desk.ledger.settle();
  return isEnded;
}
