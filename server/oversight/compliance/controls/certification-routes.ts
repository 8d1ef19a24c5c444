import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { LegalSettings } from '../frameworks/legal-check.ts';
import { controlsSchema } from './answers.ts';
import { readControls } from './read-controls.ts';

/** Route of privacy officers, security officers and auditors: the certification pack. */
export function certificationRoutes(
  gate: AccessGate,
  { knex }: Pick<RoomContext, 'knex'>,
  settings: LegalSettings,
): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/compliance/controls', 'certification.see', { answer: controlsSchema }, ({ now }) =>
    readControls(knex, settings, now),
  );
  return routes.router;
}
