import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { SharingView } from './answers.ts';
import { differencesOf } from './differences.ts';
import { type AgreementInState, agreementsAt } from './in-force.ts';
import { listParties } from './tables/party-table.ts';

/** Route with the parties and agreements, for those who oversee exports. */
export function agreementRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/sharing', 'exports.see', { takesNoQuery: true }, async (_request, response) => {
    const serverTime = Math.round(gate.clock.wallMs());
    const agreements = await agreementsAt(knex, serverTime);
    const answer: SharingView = {
      serverTime,
      parties: await listParties(knex),
      agreements: agreements.map((one) => viewOf(one, agreements)),
    };
    response.json(answer);
  });
  return routes.router;
}

function viewOf(one: AgreementInState, all: readonly AgreementInState[]): SharingView['agreements'][number] {
  const { agreement, digest, state, signatures, proposedBy, approvedBy, enteredAt, signedAt, stopReason } = one;
  const before = all.find(
    ({ agreement: other }) => other.id === agreement.id && other.version === agreement.version - 1,
  );
  return {
    agreement,
    digest,
    state,
    signatures: [...signatures],
    proposedBy,
    approvedBy,
    enteredAt,
    signedAt,
    stopReason,
    differences: before === undefined ? [] : differencesOf(before.agreement, agreement),
  };
}
