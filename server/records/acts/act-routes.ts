import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { ACTS, personIdSchema } from '../../platform/access/vocabulary.ts';
import { readQuery, wholeNumber } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { ActPage } from './answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { listEnteredActs, type EnteredActsParts } from './entered-acts.ts';
import { listErasedActs } from './erased-acts.ts';
import { OWN_ACTS } from './own-acts.ts';

export const actsQuerySchema = z.strictObject({
  /** Lists acts before this position. */
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  person: personIdSchema.optional(),
  act: z.enum([...ACTS, ...OWN_ACTS]).optional(),
  subject: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be an id')
    .optional(),
});

/** The list of acts for auditors, in pages, latest first, without the travellers. */
export function actRoutes(gate: AccessGate, parts: EnteredActsParts): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/acts', 'audit.see', async (request, response) => {
    const read = readQuery(actsQuerySchema, request.query);
    if (read.kind === 'refused') {
      sendFailure(response, { code: 'invalid-query', faults: read.faults });
      return;
    }
    const acts = await listEnteredActs(parts, read.query);
    const isAll = [read.query.person, read.query.act, read.query.subject].every((one) => one === undefined);
    const isLast = acts.length < read.query.limit;
    const from = isLast ? 0 : (acts.at(-1)?.position ?? 0);
    const erased = isAll ? await listErasedActs(parts.database, { from, before: read.query.before }) : [];
    const page: ActPage = { serverTime: gate.clock.wallMs(), acts, erased };
    response.json(page);
  });
  return routes.router;
}
