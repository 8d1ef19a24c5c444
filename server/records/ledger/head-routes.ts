import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { judgeAnywhere } from '../../platform/access/judge.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { readQuery, wholeNumber } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { findHead, type LogHead } from './log/log-tables.ts';
import type { HeadView, LedgerEntryPage, LedgerEntryProof, LedgerHeads } from './answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { ENTRY_TYPES, listEntries } from './entry-list.ts';
import { makeProof } from './make-proof.ts';
import { encodeBase64 } from '../../platform/transparency/text.ts';

export const entriesQuerySchema = z.strictObject({
  /** Lists entries before this index. */
  before: wholeNumber.pipe(z.int().min(0)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  type: z.enum(ENTRY_TYPES).optional(),
});
const indexSchema = wholeNumber.pipe(z.int().min(0));

/** Routes for the heads, the list of entries, and proofs that reveal nothing more. */
export function headRoutes(gate: AccessGate, ledger: LedgerDatabase, openings: Connection): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/ledger/heads', 'ledger.browse', { takesNoQuery: true }, async (_request, response) => {
    // Read in this order, the published head is never ahead of the integrated one.
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

  routes.get('/v1/ledger/entries', 'ledger.browse', async (request, response, permit) => {
    const read = readQuery(entriesQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const isRead = judgeAnywhere(permit.principal, 'ledger.see', gate.clock.wallMs()).kind === 'allowed';
    const entries = await listEntries(openings, read.query, isRead);
    response.json({ serverTime: gate.clock.wallMs(), entries } satisfies LedgerEntryPage);
  });

  routes.get(
    '/v1/ledger/entries/:index/proof',
    'ledger.browse',
    { takesNoQuery: true },
    async (request, response, permit) => {
      const index = indexSchema.safeParse(request.params['index']);
      if (!index.success) return sendFailure(response, { code: 'not-found' });
      const isRead = judgeAnywhere(permit.principal, 'ledger.see', gate.clock.wallMs()).kind === 'allowed';
      const made = await makeProof(ledger.reader, openings, index.data, { closed: !isRead });
      if (made.kind === 'not-published') return sendFailure(response, { code: 'not-published', retryAfterS: 10 });
      if (made.entry === undefined) return sendFailure(response, { code: 'not-found' });
      response.json({ file: made.file, entry: encodeBase64(made.entry) } satisfies LedgerEntryProof);
    },
  );
  return routes.router;
}

function viewOf({ size, root, checkpoint }: LogHead): HeadView {
  return { size, root: encodeBase64(root), checkpoint };
}
