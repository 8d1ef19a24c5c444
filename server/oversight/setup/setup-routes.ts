import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import { stateableSchema, statementRequestSchema, type SetupView } from './answers.ts';
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
  const routes = guardedRouter(gate);
  let shared: { readonly at: number; readonly view: Promise<SetupView> } | undefined;
  const viewAt = (now: number): Promise<SetupView> => {
    if (shared !== undefined && now >= shared.at && now - shared.at < SHARED_MS) return shared.view;
    const view = readSetup(desk, now).then((records) => ({ serverTime: now, items: judgeSetup(records) }));
    view.catch(() => (shared = undefined));
    shared = { at: now, view };
    return view;
  };

  routes.get('/v1/setup', 'setup.see', { takesNoQuery: true }, async (_request, response) => {
    const view = await viewAt(Math.round(gate.clock.wallMs()));
    response.json({ ...view, serverTime: gate.clock.wallMs() } satisfies SetupView);
  });

  routes.put('/v1/setup/:item/statement', 'setup.state', async (request, response, { principal, duty }) => {
    const said = messageOf(statementRequestSchema, request, response);
    if (said === undefined) return;
    const item = stateableSchema.safeParse(request.params['item']);
    if (!item.success) return sendFailure(response, { code: 'not-found' });
    const { reason } = said;
    const allowed: readonly string[] = STATEMENT_REASONS[item.data];
    if (!allowed.includes(reason)) {
      const faults = [{ path: 'reason', message: 'is not a reason of this part' }];
      return sendFailure(response, { code: 'invalid-message', faults });
    }
    const at = Math.round(gate.clock.wallMs());
    const by = principal.personId;
    await desk.queue.run(async (transaction) => {
      await putStatement(transaction, { item: item.data, reason, by, at });
      const details = { item: item.data, step: 'stated', reason };
      await recordAct(transaction, {
        person: by,
        session: principal.sessionId,
        role: duty.role,
        act: 'setup.state',
        result: 'done',
        at,
        details,
      });
    });
    await desk.ledger.settle();
    shared = undefined;
    response.status(204).end();
  });

  routes.delete('/v1/setup/:item/statement', 'setup.state', async (request, response, { principal, duty }) => {
    const item = stateableSchema.safeParse(request.params['item']);
    if (!item.success) return sendFailure(response, { code: 'not-found' });
    const at = Math.round(gate.clock.wallMs());
    const isThere = await desk.queue.run(async (transaction) => {
      if (!(await deleteStatement(transaction, item.data))) return false;
      const about = {
        person: principal.personId,
        session: principal.sessionId,
        role: duty.role,
        act: 'setup.state',
        result: 'done',
        at,
      } as const;
      await recordAct(transaction, { ...about, details: { item: item.data, step: 'taken-back' } });
      return true;
    });
    await desk.ledger.settle();
    shared = undefined;
    if (isThere) response.status(204).end();
    else sendFailure(response, { code: 'not-found' });
  });

  return routes.router;
}
