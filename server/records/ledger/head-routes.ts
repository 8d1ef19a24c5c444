import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { judgeAnywhere } from '../../platform/access/judge.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { wholeNumber } from '../../platform/http/query.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { findHead, type LogHead } from './log/log-tables.ts';
import { entryPageSchema, entryProofSchema, headsSchema, type HeadView } from './answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { ENTRY_TYPES, listEntries } from './entry-list.ts';
import { makeProof } from './make-proof.ts';
import { encodeBase64 } from '../../platform/transparency/text.ts';

const entriesQuerySchema = z.strictObject({
  /** Lists entries before this index. */
  before: wholeNumber.pipe(z.int().min(0)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  type: z.enum(ENTRY_TYPES).optional(),
});
const indexSchema = wholeNumber.pipe(z.int().min(0));

/** Routes for the heads, the list of entries, and proofs that reveal nothing more. */
export function headRoutes(gate: AccessGate, ledger: LedgerDatabase, openings: Connection): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/ledger/heads', 'ledger.browse', { answer: headsSchema }, async ({ now }) => {
    // Read in this order, the published head is never ahead of the integrated one.
    const published = await findHead(ledger.reader, 'published');
    const integrated = await findHead(ledger.reader, 'integrated');
    if (integrated === undefined) return NOT_FOUND;
    return {
      serverTime: now,
      integrated: viewOf(integrated),
      published: published === undefined ? null : viewOf(published),
    };
  });

  const ofEntries = { query: entriesQuerySchema, answer: entryPageSchema };
  routes.get('/v1/ledger/entries', 'ledger.browse', ofEntries, async ({ query, now }, { principal }) => {
    const isRead = judgeAnywhere(principal, 'ledger.see', now).kind === 'allowed';
    return { serverTime: now, entries: await listEntries(openings, query, isRead) };
  });

  const ofProof = { answer: entryProofSchema };
  routes.get('/v1/ledger/entries/:index/proof', 'ledger.browse', ofProof, async ({ params, now }, { principal }) => {
    const index = indexSchema.safeParse(params.index).data;
    if (index === undefined) return NOT_FOUND;
    const isRead = judgeAnywhere(principal, 'ledger.see', now).kind === 'allowed';
    const made = await makeProof(ledger.reader, openings, index, { closed: !isRead });
    if (made.kind === 'not-published') return { ...refused('not-published'), retryAfterS: 10 };
    if (made.entry === undefined) return NOT_FOUND;
    return { file: made.file, entry: encodeBase64(made.entry) };
  });
  return routes.router;
}

function viewOf({ size, root, checkpoint }: LogHead): HeadView {
  return { size, root: encodeBase64(root), checkpoint };
}
