import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { LegalSettings } from '../frameworks/legal-check.ts';
import { readControls } from './read-controls.ts';

/** Route of privacy officers, security officers and auditors: the certification pack. */
export function certificationRoutes(
  gate: AccessGate,
  { knex, clock }: Pick<RoomContext, 'knex' | 'clock'>,
  settings: LegalSettings,
): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/compliance/controls', 'certification.see', { takesNoQuery: true }, async (_request, response) => {
    response.json(await readControls(knex, settings, Math.round(clock.wallMs())));
  });
  return routes.router;
}
