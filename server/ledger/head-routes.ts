import type { Router } from 'express';
import type { AccessGate } from '../access/gate.ts';
import { guardedRouter } from '../access/guarded-router.ts';
import { sendFailure } from '../api/wire-failure.ts';
import type { LedgerDatabase } from '../store/ledger-database.ts';
import { findHead, type LogHead } from '../store/ledger-log.ts';
import type { HeadView, LedgerHeads } from '../views/ledger.ts';
import { encodeBase64 } from './text.ts';

/** How far the log has come and how far its witnesses have followed: the first is not public. */
export function headRoutes(gate: AccessGate, ledger: LedgerDatabase): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/ledger/heads', 'ledger.see', { takesNoQuery: true }, async (_request, response) => {
    // In this order the published head is never ahead of the other
    const published = await findHead(ledger.reader, 'published');
    const integrated = await findHead(ledger.reader, 'integrated');
    if (integrated === undefined) return sendFailure(response, { code: 'not-found' });
    const heads: LedgerHeads = {
      serverTime: gate.clock.wallMs(),
      integrated: viewOf(integrated),
      published: published === undefined ? null : viewOf(published),
    };
    response.json(heads);
  });
  return routes.router;
}

function viewOf({ size, root, checkpoint }: LogHead): HeadView {
  return { size, root: encodeBase64(root), checkpoint };
}
