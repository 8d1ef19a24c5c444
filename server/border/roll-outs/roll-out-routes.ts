import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import { type FleetReleases, haltSchema, newFreezeSchema, resumeSchema } from './answers.ts';
import { addFreeze, changeByPerson, type Done, removeFreeze } from './halt-roll-out.ts';
import { readReleases } from './read-releases.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of the page of releases. @param folder of the repository; it may not exist yet */
export function rollOutRoutes(gate: AccessGate, context: RoomContext, folder: string): Router {
  const { knex, clock } = context;
  const repository = repositoryIn(folder);
  const routes = guardedRouter(gate);

  routes.get('/v1/fleet/releases', 'releases.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const lanes = (await listKiosks(knex)).filter(
      ({ id, site, disabledAt }) => disabledAt === null && covers({ kioskId: id, site: siteIdSchema.parse(site) }),
    );
    const releases = await readReleases(knex, repository, lanes, Math.round(clock.wallMs()));
    response.json(releases satisfies FleetReleases);
  });

  routes.post('/v1/fleet/roll-outs/halt', 'roll-out.halt', async (request, response, permit) => {
    const halt = messageOf(haltSchema, request, response);
    if (halt !== undefined) answer(response, await changeByPerson(context, permit, halt, halt.to));
  });

  routes.post('/v1/fleet/roll-outs/resume', 'roll-out.resume', async (request, response, permit) => {
    const key = messageOf(resumeSchema, request, response);
    if (key !== undefined) answer(response, await changeByPerson(context, permit, key, 'resume'));
  });

  routes.post('/v1/fleet/freezes', 'release-freeze.set', async (request, response, permit) => {
    const times = messageOf(newFreezeSchema, request, response);
    if (times !== undefined) answer(response, await addFreeze(context, permit, times));
  });

  routes.delete('/v1/fleet/freezes/:id', 'release-freeze.set', async (request, response, permit) => {
    const id = idSchema.safeParse(request.params['id']);
    if (id.success) answer(response, await removeFreeze(context, permit, id.data));
    else sendFailure(response, { code: 'not-found' });
  });

  return routes.router;
}

function answer(response: Parameters<typeof sendFailure>[0], done: Done): void {
  if (done.kind === 'refused') sendFailure(response, done);
  else response.status(204).end();
}
