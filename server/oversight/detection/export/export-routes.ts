import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { wholeNumber } from '../../../platform/http/query.ts';
import { exportFindings } from './export-findings.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { sigmaRules } from './sigma.ts';

const findingsQuerySchema = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** Wall ms: only findings that were made since. */
  since: wholeNumber.optional(),
});

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'> & { readonly server: string };

/** Findings and rules in the formats of other programs, for security officers and auditors. */
export function detectionExportRoutes(gate: AccessGate, parts: Parts): Router {
  const routes = guardedRoutes(gate);

  const ofFindings = { query: findingsQuerySchema, sends: { 200: ['application/x-ndjson'] } } as const;
  routes.get('/v1/findings/export', 'case.export', ofFindings, async ({ query, response }, permit) => {
    const { format, since = 0 } = query;
    const bytes = await exportFindings(parts, permit, { format, since });
    response.set('Content-Disposition', `attachment; filename="postern-findings.${format}.ndjson"`);
    response.set('Cache-Control', 'no-store');
    response.type('application/x-ndjson').send(Buffer.from(bytes));
  });

  const ofRules = { sends: { 200: ['application/yaml'] } } as const;
  routes.get('/v1/detection/rules.yml', 'detection.see', ofRules, ({ response }) => {
    response.set('Content-Disposition', 'attachment; filename="postern-rules.yml"');
    response.type('application/yaml').send(sigmaRules());
  });

  return routes.router;
}
