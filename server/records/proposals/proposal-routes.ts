import type { Router } from 'express';
import { z } from 'zod';
import { wholeNumber } from '../../platform/http/query.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { ACCESS_REFUSALS } from '../../platform/access/vocabulary.ts';
import { oneProposalSchema, proposalPageSchema, proposedSchema } from './answers.ts';
import type { ProposalDesk } from './proposal-desk.ts';
import { propose } from './propose.ts';
import { report } from './report.ts';
import { approve, turnDown, withdraw } from './settle.ts';
import { showProposal, showProposals } from './show-proposals.ts';

const MAX_BODY_BYTES = 20_480;
const PAGE = 50;

const proposeSchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z-]{2,39}$/, 'must be a kind of proposal'),
  payload: z.unknown(),
});
/** `basis`: as the proposal was shown. Consoles send it; without it the state is not compared. */
export const agreeSchema = z.strictObject({ digest: sha256HexSchema, basis: sha256HexSchema.optional() });
const reportSchema = z.strictObject({ digest: sha256HexSchema });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const pageSchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE)).default(PAGE),
});

/** Routes to propose, and to approve others' proposals. The guards require the act of any kind; the handlers check the act of the actual kind. */
export function proposalRoutes(gate: AccessGate, desk: ProposalDesk): Router {
  const routes = guardedRoutes(gate);

  const ofList = { query: pageSchema, answer: proposalPageSchema };
  routes.get('/v1/proposals', 'proposals.see', ofList, ({ query }, { principal }) =>
    showProposals(desk, principal, query),
  );

  const ofOne = { query: 'any', answer: oneProposalSchema } as const;
  routes.get('/v1/proposals/:id', 'proposals.see', ofOne, async ({ params, now }, { principal }) => {
    const proposal = await showProposal(desk, principal, params.id);
    return proposal === undefined ? NOT_FOUND : { serverTime: now, proposal };
  });

  const maxBodyBytes = MAX_BODY_BYTES;
  const ofNew = { body: proposeSchema, maxBodyBytes, answer: proposedSchema, status: 201 };
  routes.post('/v1/proposals', 'proposals.make', ofNew, async ({ body }, permit) => {
    const answer = counted(gate, permit, await propose(desk, permit.principal, body));
    return answer.kind === 'refused' ? answer : { id: answer.proposal.id, digest: answer.proposal.digest };
  });

  for (const [step, act] of [
    ['approval', approve],
    ['refusal', turnDown],
  ] as const) {
    const path = `/v1/proposals/:id/${step}` as const;
    routes.post(path, 'proposals.approve', { body: agreeSchema }, async ({ params, body }, permit) =>
      counted(gate, permit, await act(desk, permit.principal, { id: proposalIdOf(params), ...body })),
    );
  }

  routes.post('/v1/proposals/:id/report', 'proposals.report', { body: reportSchema }, async (asked, permit) =>
    counted(gate, permit, await report(desk, permit.principal, { id: proposalIdOf(asked.params), ...asked.body })),
  );

  routes.post('/v1/proposals/:id/withdrawal', 'proposals.make', {}, async ({ params }, permit) =>
    counted(gate, permit, await withdraw(desk, permit.principal, proposalIdOf(params))),
  );

  return routes.router;
}

/** The proposal of the address. An invalid id names none. */
export function proposalIdOf({ id }: { readonly id: string }): string {
  return idSchema.safeParse(id).data ?? '';
}

/** Counts a refusal of access. The guard has not, because the act depends on the kind. */
export function counted<Given extends { readonly kind: string }>(
  gate: AccessGate,
  { principal, act }: Permit,
  answer: Given | Refusal,
): Given | Refusal {
  const code = ACCESS_REFUSALS.find((one) => 'code' in answer && one === answer.code);
  if (code !== undefined) gate.noteRefusal(principal, act, code);
  return answer;
}
