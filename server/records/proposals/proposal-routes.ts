import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { bytesOf } from '../../platform/http/body.ts';
import { readQuery, wholeNumber } from '../../platform/http/query.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import { ACCESS_REFUSALS } from '../../platform/access/vocabulary.ts';
import type { OneProposal, Proposed } from './answers.ts';
import type { ProposalDesk } from './proposal-desk.ts';
import { propose } from './propose.ts';
import { report } from './report.ts';
import { approve, turnDown, withdraw } from './settle.ts';
import { showProposal, showProposals } from './show-proposals.ts';

const BODY_LIMIT_BYTES = 20_480;
const PAGE = 50;

export const proposeSchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z-]{2,39}$/, 'must be a kind of proposal'),
  payload: z.unknown(),
});
/** `basis`: as the proposal was shown. Consoles send it; without it the state is not compared. */
export const agreeSchema = z.strictObject({ digest: sha256HexSchema, basis: sha256HexSchema.optional() });
export const reportSchema = z.strictObject({ digest: sha256HexSchema });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
export const pageSchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE)).default(PAGE),
});

/** Routes to propose, and to approve others' proposals. The guards require the act of any kind; the handlers check the act of the actual kind. */
export function proposalRoutes(gate: AccessGate, desk: ProposalDesk): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/proposals', 'proposals.see', async (request, response, { principal }) => {
    const read = readQuery(pageSchema, request.query);
    if (read.kind === 'refused') sendFailure(response, { code: 'invalid-query', faults: read.faults });
    else response.json(await showProposals(desk, principal, read.query));
  });

  routes.get('/v1/proposals/:id', 'proposals.see', async (request, response, { principal }) => {
    const view = await showProposal(desk, principal, String(request.params['id']));
    if (view === undefined) sendFailure(response, { code: 'not-found' });
    else response.json({ serverTime: desk.clock.wallMs(), proposal: view } satisfies OneProposal);
  });

  routes.post(
    '/v1/proposals',
    'proposals.make',
    { bodyLimitBytes: BODY_LIMIT_BYTES },
    async (request, response, permit) => {
      const read = readMessage(proposeSchema, bytesOf(request.body));
      const answer = read.kind === 'refused' ? read : await propose(desk, permit.principal, read.message);
      if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
      else response.status(201).json({ id: answer.proposal.id, digest: answer.proposal.digest } satisfies Proposed);
    },
  );

  const settling = (act: typeof approve) => async (request: Request, response: Response, permit: Permit) => {
    const read = readMessage(agreeSchema, bytesOf(request.body));
    const answer =
      read.kind === 'refused'
        ? read
        : await act(desk, permit.principal, { id: proposalIdOf(request), ...read.message });
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(204).end();
  };
  routes.post('/v1/proposals/:id/approval', 'proposals.approve', settling(approve));
  routes.post('/v1/proposals/:id/refusal', 'proposals.approve', settling(turnDown));

  routes.post('/v1/proposals/:id/report', 'proposals.report', async (request, response, permit) => {
    const read = readMessage(reportSchema, bytesOf(request.body));
    const answer =
      read.kind === 'refused'
        ? read
        : await report(desk, permit.principal, { id: proposalIdOf(request), ...read.message });
    if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
    else response.status(204).end();
  });

  routes.post(
    '/v1/proposals/:id/withdrawal',
    'proposals.make',
    { bodyLimitBytes: 'none' },
    async (request, response, permit) => {
      const answer = await withdraw(desk, permit.principal, proposalIdOf(request));
      if (answer.kind === 'refused') refuseProposal(gate, response, permit, answer);
      else response.status(204).end();
    },
  );

  return routes.router;
}

/** The proposal of the address. An invalid id names none. */
export function proposalIdOf(request: Request): string {
  const id = idSchema.safeParse(request.params['id']);
  return id.success ? id.data : '';
}

/** Answers a refusal. The guard has not counted one of access, because the act depends on the kind. */
export function refuseProposal(
  gate: AccessGate,
  response: Response,
  { principal, act }: Permit,
  refusal: Refusal,
): void {
  const code = ACCESS_REFUSALS.find((one) => one === refusal.code);
  if (code !== undefined) gate.noteRefusal(principal, act, code);
  sendFailure(response, refusal);
}
