import type { Request, Router } from 'express';
import { recordAct } from '../../records/acts/record-act.ts';
import { refused } from '../../platform/http/route.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import { orderRoleOf } from '../orders/order-role.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { endDegradation, findDegradation, listDegradations } from './degradation-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { orderDraftSchema } from '../orders/answers.ts';
import { SIGNED_ORDER_LIMIT_BYTES } from '../orders/sign-order.ts';
import { proposedSchema } from '../../records/proposals/answers.ts';
import { agreeSchema, counted, proposalIdOf } from '../../records/proposals/proposal-routes.ts';
import { degradationListSchema } from './answers.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { type GuardedRoutes, guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import type { Issue } from './degradation-kind.ts';
import {
  approveSigned,
  draftApproval,
  draftDegradation,
  proposeSigned,
  signedDegradationSchema,
  type SigningDesk,
  wantedDegradationSchema,
} from './sign-degradation.ts';

export interface DegradationDesk extends SigningDesk {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly issue: Issue;
}

const LIMIT = 100;

/** Routes to propose and approve degradations with a signature, to list them, and to end one early, which one person may do. */
export function degradationRoutes(gate: AccessGate, desk: DegradationDesk): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/degradations', 'degradations.see', { answer: degradationListSchema }, async ({ now }, permit) => {
    const stored = await listDegradations(desk.knex, LIMIT);
    const theirs = stored.filter(({ site, kioskIds }) => kioskIds.some((kioskId) => permit.covers({ site, kioskId })));
    return {
      serverTime: now,
      degradations: theirs.map((one) => ({ ...one, isInForce: one.endedAt === null && now < one.validUntil })),
    };
  });

  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const degradation = await findDegradation(desk.knex, String(request.params['id']));
    return degradation === undefined ? undefined : { site: degradation.site };
  };
  routes.post('/v1/degradations/:id/end', 'degradation.end', { targetOf }, async ({ params, now }, permit) =>
    (await end(desk, permit, params.id, now)) ? undefined : refused('proposal-settled'),
  );

  addSigning(routes, gate, desk);
  return routes.router;
}

/** As in the routes of proposals, the guards require the act of any kind, and `propose` and `approve` that of degradations. */
function addSigning(routes: GuardedRoutes, gate: AccessGate, desk: DegradationDesk): void {
  const maxBodyBytes = SIGNED_ORDER_LIMIT_BYTES;
  const ofDraft = { body: wantedDegradationSchema, maxBodyBytes, answer: orderDraftSchema, status: 201 };
  routes.post('/v1/degradations', 'proposals.make', ofDraft, async ({ body }, permit) => {
    const answer = counted(gate, permit, await draftDegradation(desk, permit, body));
    return answer.kind === 'refused' ? answer : answer.draft;
  });

  const ofSigned = { body: signedDegradationSchema, maxBodyBytes, answer: proposedSchema, status: 201 };
  routes.post('/v1/degradations/signed', 'proposals.make', ofSigned, async ({ body }, permit) => {
    const answer = counted(gate, permit, await proposeSigned(desk, permit, body));
    return answer.kind === 'refused' ? answer : { id: answer.proposal.id, digest: answer.proposal.digest };
  });

  const approval = '/v1/degradations/:id/approval';
  const ofApproval = { ...ofDraft, body: agreeSchema, isProof: true } as const;
  routes.post(approval, 'proposals.approve', ofApproval, async ({ params, body }, permit) => {
    const answer = counted(gate, permit, await draftApproval(desk, permit, { id: proposalIdOf(params), ...body }));
    return answer.kind === 'refused' ? answer : answer.draft;
  });

  const ofSignature = { body: signedDegradationSchema, maxBodyBytes, isProof: true } as const;
  routes.post(`${approval}/signed`, 'proposals.approve', ofSignature, async ({ params, body }, permit) =>
    counted(gate, permit, await approveSigned(desk, permit, proposalIdOf(params), body)),
  );
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
    await recordAct(transaction, {
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
      act,
      target,
      result: 'done',
      at,
    });
    for (const kioskId of kioskIds) {
      // A lane that was disabled since needs no order
      await desk.issue(transaction, {
        kioskId,
        order: { kind: 'end-degradation', degradation: measure },
        person: { id: principal.personId, role },
        session: principal.sessionId,
      });
    }
    return true;
  });
  await desk.ledger.settle();
  return isEnded;
}
