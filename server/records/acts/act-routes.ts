import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { ACTS, personIdSchema } from '../../platform/access/vocabulary.ts';
import { wholeNumber } from '../../platform/http/query.ts';
import { actPageSchema } from './answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { listEnteredActs, type EnteredActsParts } from './entered-acts.ts';
import { listErasedActs } from './erased-acts.ts';
import { OWN_ACTS } from './own-acts.ts';

const actsQuerySchema = z.strictObject({
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
  const routes = guardedRoutes(gate);
  const form = { query: actsQuerySchema, answer: actPageSchema };
  routes.get('/v1/acts', 'audit.see', form, async ({ query, now }) => {
    const acts = await listEnteredActs(parts, query);
    const isAll = [query.person, query.act, query.subject].every((one) => one === undefined);
    const isLast = acts.length < query.limit;
    const from = isLast ? 0 : (acts.at(-1)?.position ?? 0);
    const erased = isAll ? await listErasedActs(parts.database, { from, before: query.before }) : [];
    return { serverTime: now, acts, erased };
  });
  return routes.router;
}
