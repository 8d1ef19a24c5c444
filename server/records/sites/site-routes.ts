import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { refused } from '../../platform/http/route.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import { siteListSchema, type SiteView } from './answers.ts';
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
  const routes = guardedRoutes(gate);

  routes.get('/v1/sites', 'lanes.see', { answer: siteListSchema }, async ({ now }, permit) => ({
    serverTime: now,
    sites: await showSites(desk, permit),
  }));

  const write = async (
    { principal, duty }: Permit,
    at: number,
    work: (transaction: Transaction, by: change.PlaceActor) => Promise<change.PlaceChange>,
  ): Promise<change.PlaceChange> => {
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role, at };
    const changed = await desk.queue.run((transaction) => work(transaction, by));
    await desk.ledger.settle();
    return changed;
  };

  routes.post('/v1/sites', 'sites.change', { body: newSiteSchema, status: 201 }, ({ body, now }, permit) =>
    write(permit, now, (transaction, by) => change.addSite(transaction, body, by)),
  );

  routes.put('/v1/sites/:site', 'sites.change', { body: changedSiteSchema }, ({ params, body, now }, permit) => {
    const site = siteOf(params);
    if (site === undefined) return refused('unknown-site');
    return write(permit, now, (transaction, by) => change.changeSite(transaction, site, body, by));
  });

  routes.delete('/v1/sites/:site', 'sites.change', {}, ({ params, now }, permit) => {
    const site = siteOf(params);
    if (site === undefined) return refused('unknown-site');
    return write(permit, now, async (transaction, by) =>
      change.removeSite(transaction, site, await desk.inUse(transaction, now), by),
    );
  });

  const ofLane = { body: newLaneSchema, status: 201 };
  routes.post('/v1/sites/:site/lanes', 'sites.change', ofLane, ({ params, body, now }, permit) => {
    const site = siteOf(params);
    if (site === undefined) return refused('unknown-site');
    return write(permit, now, (transaction, by) => change.addLane(transaction, site, body, by));
  });

  const path = '/v1/sites/:site/lanes/:number';
  routes.put(path, 'sites.change', { body: changedLaneSchema }, ({ params, body, now }, permit) => {
    const place = laneOf(params);
    if ('kind' in place) return place;
    return write(permit, now, (transaction, by) => change.changeLane(transaction, place, body, by));
  });

  routes.delete(path, 'sites.change', {}, ({ params, now }, permit) => {
    const place = laneOf(params);
    if ('kind' in place) return place;
    return write(permit, now, async (transaction, by) =>
      change.removeLane(transaction, place, await desk.inUse(transaction, now), by),
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

function siteOf({ site }: { readonly site: string }): SiteId | undefined {
  return siteIdSchema.safeParse(site).data;
}

function laneOf(params: { readonly site: string; readonly number: string }) {
  const site = siteOf(params);
  if (site === undefined) return refused('unknown-site');
  const number = laneNumberSchema.safeParse(params.number).data;
  return number === undefined ? refused('unknown-lane') : { site, number };
}
