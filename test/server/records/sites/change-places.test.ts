import { describe, expect, it } from 'vitest';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import type { Transaction } from '../../../../server/platform/database/connection.ts';
import {
  addLane,
  addSite,
  changeLane,
  changeSite,
  removeLane,
  removeSite,
  type PlaceActor,
  type PlaceChange,
} from '../../../../server/records/sites/change-places.ts';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { listSiteLanes, listSites } from '../../../../server/records/sites/site-table.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { person, site } from '../../platform/access/fixtures/principals.ts';

const NOTHING_IN_USE = { sites: new Set<string>(), lanes: new Set<string>() };
const TERMINAL = { id: site('terminal-2'), name: 'Terminal 2', timeZone: 'Europe/Lisbon', place: 'Lisbon, arrivals' };
const LANE = { number: '1', name: 'Lane 1', position: { x: 1.25, y: 40 } };

async function bench() {
  const made = await accessBench();
  const by: PlaceActor = {
    person: person('p-anna'),
    session: '5'.repeat(32),
    role: 'administrator',
    at: made.clock.wallMs(),
  };
  const change = async (work: (transaction: Transaction) => Promise<PlaceChange>) => {
    const changed = await made.context.queue.run(work);
    return changed.kind === 'refused' ? changed.code : changed.kind;
  };
  const steps = async () =>
    (await listActs(made.database.knex, { limit: 20, act: 'sites.change' })).map(({ site: at, details }) => [
      at,
      details['step'],
      details['lane'],
    ]);
  return { ...made, by, change, steps };
}

describe('sites and lanes', () => {
  it('are named, changed and removed, each as an act', async () => {
    const { by, change, steps, database } = await bench();
    expect(await change((t) => addSite(t, TERMINAL, by))).toBe('done');
    expect(await change((t) => addLane(t, TERMINAL.id, LANE, by))).toBe('done');
    const renamed = { ...LANE, name: 'Lane one', version: 1 };
    const place = { site: TERMINAL.id, number: '1' };
    expect(await change((t) => changeLane(t, place, renamed, by))).toBe('done');
    const moved = { name: 'Lane one', position: null, version: 2 };
    expect(await change((t) => changeLane(t, place, moved, by))).toBe('done');
    expect(await listSiteLanes(database.knex, TERMINAL.id)).toMatchObject([
      { number: '1', name: 'Lane one', position: null, version: 3, namedBy: 'p-anna' },
    ]);
    expect(await change((t) => removeLane(t, place, NOTHING_IN_USE, by))).toBe('done');
    expect(await change((t) => removeSite(t, TERMINAL.id, NOTHING_IN_USE, by))).toBe('done');
    expect(await steps()).toEqual([
      ['terminal-2', 'site-removed', undefined],
      ['terminal-2', 'lane-removed', '1'],
      ['terminal-2', 'lane-moved', '1'],
      ['terminal-2', 'lane-changed', '1'],
      ['terminal-2', 'lane-added', '1'],
      ['terminal-2', 'site-added', undefined],
    ]);
  });
  it('keep a position to the centimetre on each engine', async () => {
    const { by, change, database } = await bench();
    await change((t) => addSite(t, TERMINAL, by));
    await change((t) => addLane(t, TERMINAL.id, { ...LANE, position: { x: 0.07, y: 1_999.99 } }, by));
    expect((await listSiteLanes(database.knex, TERMINAL.id))[0]?.position).toEqual({ x: 0.07, y: 1_999.99 });
  });
  it('refuse a name, an id or a number that another has, also in other letters', async () => {
    const { by, change } = await bench();
    await change((t) => addSite(t, TERMINAL, by));
    expect(await change((t) => addSite(t, { ...TERMINAL, name: 'Other' }, by))).toBe('name-taken');
    expect(await change((t) => addSite(t, { ...TERMINAL, id: site('t3'), name: 'TERMINAL  2' }, by))).toBe(
      'name-taken',
    );
    await change((t) => addLane(t, TERMINAL.id, LANE, by));
    expect(await change((t) => addLane(t, TERMINAL.id, { ...LANE, name: 'B' }, by))).toBe('name-taken');
    expect(await change((t) => addLane(t, TERMINAL.id, { ...LANE, number: '2', name: 'lane 1' }, by))).toBe(
      'name-taken',
    );
  });
  it('refuse a name that is the id or number of another, and an id or number that is the name of another', async () => {
    const { by, change } = await bench();
    await change((t) => addSite(t, TERMINAL, by));
    const pier = { ...TERMINAL, id: site('pier'), name: 'Pier' };
    expect(await change((t) => addSite(t, { ...pier, name: 'Terminal-2' }, by))).toBe('name-taken');
    expect(await change((t) => addSite(t, { ...pier, name: 'pier' }, by))).toBe('done');
    expect(await change((t) => changeSite(t, pier.id, { ...pier, name: 'TERMINAL-2', version: 1 }, by))).toBe(
      'name-taken',
    );
    await change((t) => changeSite(t, pier.id, { ...pier, name: 'North', version: 1 }, by));
    expect(await change((t) => addSite(t, { ...TERMINAL, id: site('north'), name: 'Other' }, by))).toBe('name-taken');
    await change((t) => addLane(t, TERMINAL.id, LANE, by));
    expect(await change((t) => addLane(t, TERMINAL.id, { ...LANE, number: '2', name: '1' }, by))).toBe('name-taken');
    expect(await change((t) => addLane(t, TERMINAL.id, { ...LANE, number: '2', name: '2' }, by))).toBe('done');
    const renamed = { name: '2', position: null, version: 1 };
    expect(await change((t) => changeLane(t, { site: TERMINAL.id, number: '1' }, renamed, by))).toBe('name-taken');
  });
  it('refuse the second of two changes of the same version', async () => {
    const { by, change, database } = await bench();
    await change((t) => addSite(t, TERMINAL, by));
    const said = { name: 'Arrivals', timeZone: 'UTC', place: '', version: 1 };
    const answers = await Promise.all([
      change((t) => changeSite(t, TERMINAL.id, said, by)),
      change((t) => changeSite(t, TERMINAL.id, { ...said, name: 'Departures' }, by)),
    ]);
    expect(answers.sort()).toEqual(['done', 'place-changed']);
    expect((await listSites(database.knex)).find(({ id }) => id === 'terminal-2')?.version).toBe(2);
  });
  it('refuse to be removed while something names them, and changes of what is not there', async () => {
    const { by, change } = await bench();
    const inUse = { sites: new Set(['terminal-2']), lanes: new Set(['terminal-2/1']) };
    await change((t) => addSite(t, TERMINAL, by));
    await change((t) => addLane(t, TERMINAL.id, LANE, by));
    const place = { site: TERMINAL.id, number: '1' };
    expect(await change((t) => removeSite(t, TERMINAL.id, inUse, by))).toBe('place-in-use');
    expect(await change((t) => removeLane(t, place, inUse, by))).toBe('place-in-use');
    expect(await change((t) => removeLane(t, { ...place, number: '9' }, inUse, by))).toBe('unknown-lane');
    expect(await change((t) => addLane(t, site('nowhere'), LANE, by))).toBe('unknown-site');
    const said = { name: 'X', timeZone: 'UTC', place: '', version: 1 };
    expect(await change((t) => changeSite(t, site('nowhere'), said, by))).toBe('unknown-site');
  });
  it('get a record without a name when a kiosk uses them first, once', async () => {
    const { context, database, clock } = await bench();
    const places = [{ site: 'east', lane: '1' }, { site: 'east', lane: '2' }, { site: 'east' }];
    const ensure = () => context.queue.run((transaction) => ensurePlaces(transaction, places, clock.wallMs()));
    expect(await ensure()).toEqual({ sites: 1, lanes: 2 });
    expect(await ensure()).toEqual({ sites: 0, lanes: 0 });
    expect((await listSites(database.knex)).find(({ id }) => id === 'east')).toMatchObject({
      name: 'east',
      namedBy: null,
    });
  });
});
