import type { Request, Response, Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { SiteList, SiteView } from './answers.ts';
import * as change from './change-places.ts';
import { changedLaneSchema, changedSiteSchema, laneNumberSchema, newLaneSchema, newSiteSchema } from './place-names.ts';
import type { ReadPlacesInUse } from './places-in-use.ts';
import { listSiteLanes, listSites } from './site-table.ts';

export interface SiteDesk {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly inUse: ReadPlacesInUse;
  /** Kiosks in service with their places. */
  kiosks(
    database: Connection,
  ): Promise<readonly { readonly id: string; readonly site: string; readonly lane: string }[]>;
}

/** Routes to list sites and lanes, and for administrators to name, change and remove them. */
export function siteRoutes(gate: AccessGate, desk: SiteDesk): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/sites', 'lanes.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const sites = await showSites(desk, permit);
    response.json({ serverTime: gate.clock.wallMs(), sites } satisfies SiteList);
  });

  const write = async (
    response: Response,
    { principal, duty }: Permit,
    status: 201 | 204,
    work: (transaction: Transaction, by: change.PlaceActor) => Promise<change.PlaceChange>,
  ): Promise<void> => {
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role, at: gate.clock.wallMs() };
    const changed = await desk.queue.run((transaction) => work(transaction, by));
    await desk.ledger.settle();
    if (changed.kind === 'refused') sendFailure(response, changed);
    else response.status(status).end();
  };

  routes.post('/v1/sites', 'sites.change', async (request, response, permit) => {
    const site = messageOf(newSiteSchema, request, response);
    if (site === undefined) return;
    await write(response, permit, 201, (transaction, by) => change.addSite(transaction, site, by));
  });

  routes.put('/v1/sites/:site', 'sites.change', async (request, response, permit) => {
    const said = messageOf(changedSiteSchema, request, response);
    const site = siteOf(request, response, said !== undefined);
    if (site === undefined || said === undefined) return;
    await write(response, permit, 204, (transaction, by) => change.changeSite(transaction, site, said, by));
  });

  routes.delete('/v1/sites/:site', 'sites.change', async (request, response, permit) => {
    const site = siteOf(request, response);
    if (site === undefined) return;
    await write(response, permit, 204, async (transaction, by) =>
      change.removeSite(transaction, site, await desk.inUse(transaction, by.at), by),
    );
  });

  routes.post('/v1/sites/:site/lanes', 'sites.change', async (request, response, permit) => {
    const lane = messageOf(newLaneSchema, request, response);
    const site = siteOf(request, response, lane !== undefined);
    if (site === undefined || lane === undefined) return;
    await write(response, permit, 201, (transaction, by) => change.addLane(transaction, site, lane, by));
  });

  routes.put('/v1/sites/:site/lanes/:number', 'sites.change', async (request, response, permit) => {
    const said = messageOf(changedLaneSchema, request, response);
    const place = laneOf(request, response, said !== undefined);
    if (place === undefined || said === undefined) return;
    await write(response, permit, 204, (transaction, by) => change.changeLane(transaction, place, said, by));
  });

  routes.delete('/v1/sites/:site/lanes/:number', 'sites.change', async (request, response, permit) => {
    const place = laneOf(request, response);
    if (place === undefined) return;
    await write(response, permit, 204, async (transaction, by) =>
      change.removeLane(transaction, place, await desk.inUse(transaction, by.at), by),
    );
  });

  return routes.router;
}

/** The sites and lanes that the person's duties include. */
async function showSites(desk: SiteDesk, { covers, reach }: Permit): Promise<SiteView[]> {
  const kiosks = new Map((await desk.kiosks(desk.knex)).map(({ id, site, lane }) => [`${site}/${lane}`, id]));
  const lanes = await listSiteLanes(desk.knex);
  const seesWhole = (site: SiteId) =>
    reach.some((area) => area.lanes === 'all' && (area.sites === 'all' || area.sites.includes(site)));
  return (await listSites(desk.knex)).flatMap((site): SiteView[] => {
    const isWhole = seesWhole(site.id);
    const theirs = lanes
      .filter((lane) => lane.site === site.id)
      .map(({ number, name, namedBy, position, version }) => {
        const kioskId = kiosks.get(`${site.id}/${number}`) ?? null;
        return { number, name, isNamed: namedBy !== null, position, version, kioskId };
      })
      .filter(({ kioskId }) =>
        kioskId === null ? isWhole : covers({ site: site.id, kioskId: kioskIdSchema.parse(kioskId) }),
      );
    if (!isWhole && theirs.length === 0) return [];
    const { id, name, namedBy, timeZone, place, version } = site;
    return [{ id, name, isNamed: namedBy !== null, timeZone, place, version, lanes: theirs }];
  });
}

/** The site in the address. `answers`: sends the refusal; `false` when the body was refused already. */
function siteOf(request: Request, response: Response, answers = true): SiteId | undefined {
  const site = siteIdSchema.safeParse(request.params['site']);
  if (site.success) return site.data;
  if (answers) sendFailure(response, { code: 'unknown-site' });
  return undefined;
}

function laneOf(request: Request, response: Response, answers = true) {
  const site = siteOf(request, response, answers);
  if (site === undefined) return undefined;
  const number = laneNumberSchema.safeParse(request.params['number']);
  if (number.success) return { site, number: number.data };
  if (answers) sendFailure(response, { code: 'unknown-lane' });
  return undefined;
}
