import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import { fleetReleasesSchema, haltSchema, newFreezeSchema, resumeSchema } from './answers.ts';
import { addFreeze, changeByPerson, removeFreeze } from './halt-roll-out.ts';
import { readReleases } from './read-releases.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of the page of releases. @param folder of the repository; it may not exist yet */
export function rollOutRoutes(gate: AccessGate, context: RoomContext, folder: string): Router {
  const { knex } = context;
  const repository = repositoryIn(folder);
  const routes = guardedRoutes(gate);

  routes.get('/v1/fleet/releases', 'releases.see', { answer: fleetReleasesSchema }, async ({ now }, { covers }) => {
    const lanes = (await listKiosks(knex)).filter(
      ({ id, site, disabledAt }) => disabledAt === null && covers({ kioskId: id, site: siteIdSchema.parse(site) }),
    );
    return readReleases(knex, repository, lanes, now);
  });

  routes.post('/v1/fleet/roll-outs/halt', 'roll-out.halt', { body: haltSchema }, ({ body }, permit) =>
    changeByPerson(context, permit, body, body.to),
  );

  routes.post('/v1/fleet/roll-outs/resume', 'roll-out.resume', { body: resumeSchema }, ({ body }, permit) =>
    changeByPerson(context, permit, body, 'resume'),
  );

  routes.post('/v1/fleet/freezes', 'release-freeze.set', { body: newFreezeSchema }, ({ body }, permit) =>
    addFreeze(context, permit, body),
  );

  routes.delete('/v1/fleet/freezes/:id', 'release-freeze.set', {}, ({ params }, permit) => {
    const id = idSchema.safeParse(params.id).data;
    return id === undefined ? NOT_FOUND : removeFreeze(context, permit, id);
  });

  return routes.router;
}
