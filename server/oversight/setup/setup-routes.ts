import type { Router } from 'express';
import { NOT_FOUND } from '../../platform/http/route.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { refuse } from '../../platform/base/refusal.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import { setupSchema, stateableSchema, statementRequestSchema, type SetupView } from './answers.ts';
import { judgeSetup } from './judge-setup.ts';
import { readSetup, type SetupParts } from './read-setup.ts';
import { deleteStatement, putStatement } from './statement-table.ts';
import { STATEMENT_REASONS } from './vocabulary.ts';

export interface SetupDesk extends SetupParts {
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
}

/** Every open console of an administrator asks; within this time all get the same answer. */
const SHARED_MS = 1_000;

/** Routes of the checklist: the parts that are left to set up, and statements about parts that the server cannot see. */
export function setupRoutes(gate: AccessGate, desk: SetupDesk): Router {
  const routes = guardedRoutes(gate);
  let shared: { readonly at: number; readonly view: Promise<SetupView> } | undefined;
  const viewAt = (now: number): Promise<SetupView> => {
    if (shared !== undefined && now >= shared.at && now - shared.at < SHARED_MS) return shared.view;
    const view = readSetup(desk, now).then((records) => ({ serverTime: now, items: judgeSetup(records) }));
    view.catch(() => (shared = undefined));
    shared = { at: now, view };
    return view;
  };

  routes.get('/v1/setup', 'setup.see', { answer: setupSchema }, async ({ now }) => ({
    ...(await viewAt(now)),
    serverTime: now,
  }));

  const path = '/v1/setup/:item/statement';
  routes.put(path, 'setup.state', { body: statementRequestSchema }, async ({ params, body, now: at }, permit) => {
    const item = stateableSchema.safeParse(params.item).data;
    if (item === undefined) return NOT_FOUND;
    const { reason } = body;
    const allowed: readonly string[] = STATEMENT_REASONS[item];
    if (!allowed.includes(reason)) return refuse('invalid-message', 'is not a reason of this part', 'reason');
    await desk.queue.run(async (transaction) => {
      await putStatement(transaction, { item, reason, by: permit.principal.personId, at });
      await recordAct(transaction, { ...actOf(permit, at), details: { item, step: 'stated', reason } });
    });
    await desk.ledger.settle();
    shared = undefined;
    return undefined;
  });

  routes.delete(path, 'setup.state', {}, async ({ params, now }, permit) => {
    const item = stateableSchema.safeParse(params.item).data;
    if (item === undefined) return NOT_FOUND;
    const isThere = await desk.queue.run(async (transaction) => {
      if (!(await deleteStatement(transaction, item))) return false;
      await recordAct(transaction, { ...actOf(permit, now), details: { item, step: 'taken-back' } });
      return true;
    });
    await desk.ledger.settle();
    shared = undefined;
    return isThere ? undefined : NOT_FOUND;
  });

  return routes.router;
}

function actOf({ principal, duty, act }: Permit, at: number) {
  const by = { person: principal.personId, session: principal.sessionId, role: duty.role };
  return { ...by, act, result: 'done', at } as const;
}
