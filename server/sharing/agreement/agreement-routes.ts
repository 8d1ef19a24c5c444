import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { sharingSchema, type SharingView } from './answers.ts';
import { differencesOf } from './differences.ts';
import { type AgreementInState, agreementsAt } from './in-force.ts';
import { listParties } from './tables/party-table.ts';

/** Route with the parties and agreements, for those who oversee exports. */
export function agreementRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/sharing', 'exports.see', { answer: sharingSchema }, async ({ now }) => {
    const agreements = await agreementsAt(knex, now);
    return {
      serverTime: now,
      parties: await listParties(knex),
      agreements: agreements.map((one) => viewOf(one, agreements)),
    };
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
