import type { Request, Router } from 'express';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import { orderRoleOf } from '../orders/order-role.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { endDegradation, findDegradation, listDegradations } from './degradation-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { OrderDraftView } from '../orders/answers.ts';
import { SIGNED_ORDER_LIMIT_BYTES } from '../orders/sign-order.ts';
import type { Proposed } from '../../records/proposals/answers.ts';
import { agreeSchema, proposalIdOf, refuseProposal } from '../../records/proposals/proposal-routes.ts';
import type { DegradationList } from './answers.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { type GuardedRouter, guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
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

  addSigning(routes, gate, desk);
  return routes.router;
}

/** As in the routes of proposals, the guards require the act of any kind, and `propose` and `approve` that of degradations. */
function addSigning(routes: GuardedRouter, gate: AccessGate, desk: DegradationDesk): void {
  const limits = { bodyLimitBytes: SIGNED_ORDER_LIMIT_BYTES };
  routes.post('/v1/degradations', 'proposals.make', limits, async (request, response, permit) => {
    const body = readMessage(wantedDegradationSchema, bytesOf(request.body));
    const answer = body.kind === 'refused' ? body : await draftDegradation(desk, permit, body.message);
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(201).json(answer.draft satisfies OrderDraftView);
  });

  routes.post('/v1/degradations/signed', 'proposals.make', limits, async (request, response, permit) => {
    const body = readMessage(signedDegradationSchema, bytesOf(request.body));
    const answer = body.kind === 'refused' ? body : await proposeSigned(desk, permit, body.message);
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(201).json({ id: answer.proposal.id, digest: answer.proposal.digest } satisfies Proposed);
  });

  const signing = { ...limits, isProof: true } as const;
  const approval = '/v1/degradations/:id/approval';
  routes.post(approval, 'proposals.approve', signing, async (request, response, permit) => {
    const body = readMessage(agreeSchema, bytesOf(request.body));
    const id = proposalIdOf(request);
    const answer = body.kind === 'refused' ? body : await draftApproval(desk, permit, { id, ...body.message });
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(201).json(answer.draft satisfies OrderDraftView);
  });

  routes.post(`${approval}/signed`, 'proposals.approve', signing, async (request, response, permit) => {
    const body = readMessage(signedDegradationSchema, bytesOf(request.body));
    const id = proposalIdOf(request);
    const answer = body.kind === 'refused' ? body : await approveSigned(desk, permit, id, body.message);
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(204).end();
  });
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
