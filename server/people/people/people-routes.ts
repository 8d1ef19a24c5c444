import express, { type Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { defineAccount } from './account-routes.ts';
import { defineAdministration } from './administration-routes.ts';
import { developmentRoutes } from './development-routes.ts';
import { enrolmentPasswordRoutes } from './enrolment-password-routes.ts';
import { enrolmentRoutes } from './enrolment-routes.ts';
import { defineOwnPasskeys } from './own-passkey-routes.ts';
import { defineOwnPassword } from './own-password-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import type { People } from './people.ts';
import { defineRecovery } from './recovery-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { defineStepUp } from './step-up-routes.ts';

/** Routes of sign-in, the caller's own account, and people's accounts. Ways that policy does not allow have no route. */
export function peopleRoutes(people: People, gate: AccessGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use(sessionRoutes(people));
  router.use(passkeyRoutes(people));
  router.use(enrolmentRoutes(people));
  if (people.config.passwords) router.use(passwordRoutes(people), enrolmentPasswordRoutes(people));
  if (people.config.mode === 'development') router.use(developmentRoutes(people));
  const routes = guardedRoutes(gate);
  defineAccount(routes, people);
  defineStepUp(routes, people);
  defineOwnPasskeys(routes, people);
  if (people.config.passwords) defineOwnPassword(routes, people);
  defineAdministration(routes, people);
  defineRecovery(routes, people);
  router.use(routes.router);
  return router;
}
