/** Changes of sites and lanes by an administrator. Each runs in the caller's transaction and is an act. */
import type { PersonId, Role, SiteId } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { ActDetails } from '../ledger/entry/entry.ts';
import { comparable, type ChangedLane, type ChangedSite, type NewLane, type NewSite } from './place-names.ts';
import {
  deleteLane,
  deleteSite,
  findLaneOf,
  findSite,
  insertLane,
  insertSite,
  listSiteLanes,
  listSites,
  replaceLane,
  replaceSite,
} from './site-table.ts';
import type { PlacesInUse } from './places-in-use.ts';

export type PlaceChange = { readonly kind: 'done' } | Refusal;

export interface PlaceActor {
  readonly person: PersonId;
  readonly session: string;
  readonly role: Role;
  readonly at: number;
}

/** More than any state has, and few enough for one answer. */
const MAX_SITES = 500;
const MAX_LANES = 200;

const DONE: PlaceChange = { kind: 'done' };
const taken = (field: string) => refuse('name-taken', 'is used already', field);

/** A site by its id, or a lane by its number. */
interface Named {
  readonly key: string;
  readonly name: string;
}

const siteNamed = ({ id, name }: { readonly id: SiteId; readonly name: string }): Named => ({ key: id, name });
const laneNamed = ({ number, name }: { readonly number: string; readonly name: string }): Named => ({
  key: number,
  name,
});

/** People pick places by name or key, so neither may be the name or the key of another place. */
function takenBy(others: readonly Named[], said: Named, keyField: 'id' | 'number'): Refusal | undefined {
  const [name, key] = [comparable(said.name), comparable(said.key)];
  if (others.some((other) => comparable(other.name) === name || comparable(other.key) === name)) return taken('name');
  if (others.some((other) => comparable(other.name) === key)) return taken(keyField);
  return undefined;
}

export async function addSite(transaction: Transaction, site: NewSite, by: PlaceActor): Promise<PlaceChange> {
  const known = await listSites(transaction);
  if (known.length >= MAX_SITES) return refuse('too-many-places', 'there are 500 sites');
  const clash = takenBy(known.filter(({ id }) => id !== site.id).map(siteNamed), siteNamed(site), 'id');
  if (clash !== undefined) return clash;
  const record = { ...site, namedBy: by.person, version: 1, changedAt: Math.round(by.at) };
  if (!(await insertSite(transaction, record))) return taken('id');
  return enter(transaction, by, site.id, { step: 'site-added' });
}

export async function changeSite(
  transaction: Transaction,
  id: SiteId,
  { version, ...said }: ChangedSite,
  by: PlaceActor,
): Promise<PlaceChange> {
  if ((await findSite(transaction, id)) === undefined) return refuse('unknown-site', 'there is no such site');
  const others = (await listSites(transaction)).filter((one) => one.id !== id).map(siteNamed);
  const clash = takenBy(others, { key: id, name: said.name }, 'id');
  if (clash !== undefined) return clash;
  const next = { id, ...said, namedBy: by.person, version: version + 1, changedAt: Math.round(by.at) };
  if (!(await replaceSite(transaction, next))) return refuse('place-changed', 'was changed since it was read');
  return enter(transaction, by, id, { step: 'site-changed' });
}

/** Only of a site that nothing uses, with its lanes: an id that was misspelt. */
export async function removeSite(
  transaction: Transaction,
  id: SiteId,
  inUse: PlacesInUse,
  by: PlaceActor,
): Promise<PlaceChange> {
  if ((await findSite(transaction, id)) === undefined) return refuse('unknown-site', 'there is no such site');
  if (inUse.sites.has(id)) return refuse('place-in-use', 'a kiosk, a code or a duty names it');
  await deleteSite(transaction, id);
  return enter(transaction, by, id, { step: 'site-removed' });
}

export async function addLane(
  transaction: Transaction,
  site: SiteId,
  lane: NewLane,
  by: PlaceActor,
): Promise<PlaceChange> {
  if ((await findSite(transaction, site)) === undefined) return refuse('unknown-site', 'there is no such site');
  const known = await listSiteLanes(transaction, site);
  if (known.length >= MAX_LANES) return refuse('too-many-places', 'the site has 200 lanes');
  const others = known.filter(({ number }) => number !== lane.number).map(laneNamed);
  const clash = takenBy(others, laneNamed(lane), 'number');
  if (clash !== undefined) return clash;
  const record = { site, ...lane, namedBy: by.person, version: 1, changedAt: Math.round(by.at) };
  if (!(await insertLane(transaction, record))) return taken('number');
  return enter(transaction, by, site, { step: 'lane-added', lane: lane.number });
}

export async function changeLane(
  transaction: Transaction,
  { site, number }: { readonly site: SiteId; readonly number: string },
  { version, ...said }: ChangedLane,
  by: PlaceActor,
): Promise<PlaceChange> {
  const known = await findLaneOf(transaction, site, number);
  if (known === undefined) return refuse('unknown-lane', 'there is no such lane');
  const others = (await listSiteLanes(transaction, site)).filter((one) => one.number !== number).map(laneNamed);
  const clash = takenBy(others, { key: number, name: said.name }, 'number');
  if (clash !== undefined) return clash;
  const next = { site, number, ...said, namedBy: by.person, version: version + 1, changedAt: Math.round(by.at) };
  if (!(await replaceLane(transaction, next))) return refuse('place-changed', 'was changed since it was read');
  const isMoved = JSON.stringify(said.position) !== JSON.stringify(known.position);
  const step = said.name !== known.name || !isMoved ? 'lane-changed' : 'lane-moved';
  return enter(transaction, by, site, { step, lane: number });
}

export async function removeLane(
  transaction: Transaction,
  { site, number }: { readonly site: SiteId; readonly number: string },
  inUse: PlacesInUse,
  by: PlaceActor,
): Promise<PlaceChange> {
  if ((await findLaneOf(transaction, site, number)) === undefined) {
    return refuse('unknown-lane', 'there is no such lane');
  }
  if (inUse.lanes.has(`${site}/${number}`)) return refuse('place-in-use', 'a kiosk or a code names it');
  await deleteLane(transaction, site, number);
  return enter(transaction, by, site, { step: 'lane-removed', lane: number });
}

async function enter(
  transaction: Transaction,
  { person, session, role, at }: PlaceActor,
  site: SiteId,
  details: ActDetails,
): Promise<PlaceChange> {
  await recordAct(transaction, {
    person,
    session,
    role,
    act: 'sites.change',
    target: { site },
    result: 'done',
    at,
    details,
  });
  return DONE;
}
