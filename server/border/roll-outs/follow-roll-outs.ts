/** Opens the steps of staged releases, one after another, and holds a release when a chart rings or a lane leaves it. */
import type { RoomContext } from '../../records/context/room-context.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { poll } from '../../platform/base/poll.ts';
import type { KioskId } from '../../contract/field.ts';
import { placeOfLane, releasePath, type ReleaseTerms } from '../../contract/release.ts';
import { isInStep, type RollOutGate } from '../../contract/roll-out.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { fleetShadows } from '../../records/kiosks/shadow-counts.ts';
import { type LaneReleaseState, listLaneReleases } from '../../records/kiosks/lane-releases.ts';
import { entriesIn } from '../../lanes/releases/draft.ts';
import type { ReleaseEntry } from '../../lanes/releases/entries.ts';
import type { Repository } from '../../lanes/releases/repository.ts';
import { judgeStep, type StepFacts, type StepJudgement } from './judge-step.ts';
import { measureRelease } from './measure-release.ts';
import { type PassageOf, passagesOf } from './passages.ts';
import {
  beginRollOut,
  changeRollOut,
  findRollOut,
  listFreezes,
  listRollOuts,
  type StoredRollOut,
} from './roll-out-table.ts';

const LOOK_EVERY_MS = 60_000;

/** A lane that has been silent for longer does not hold up a step. */
const HEARD_WITHIN_MS = 3_600_000;

/** The staged releases that the repository lists now. */
export function stagedIn(repository: Repository): ReleaseTerms[] {
  return targetsIn(repository).flatMap(({ terms }) => (terms.staged === undefined ? [] : [terms]));
}

function targetsIn(repository: Repository): ReleaseEntry[] {
  return repository.newest('targets') === 0 ? [] : entriesIn(repository, 'targets');
}

/** Begins the roll-outs of new staged releases, and resolves to the gates of all that are listed. */
export async function openGates(
  { knex, queue, clock, ledger }: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger'>,
  repository: Repository,
): Promise<RollOutGate[]> {
  const now = Math.round(clock.wallMs());
  const staged = stagedIn(repository);
  if (staged.length === 0) return [];
  const known = await listRollOuts(knex);
  const fresh = staged.filter((terms) => !known.some(isOf(terms)));
  if (fresh.length > 0) {
    const passageOf = passagesOf(targetsIn(repository), new Map());
    await queue.run(async (transaction) => {
      for (const terms of fresh) await beginRollOut(transaction, terms, firstStepOf(terms, passageOf), now);
    });
    await ledger.settle();
  }
  const isFrozen = (await listFreezes(knex, now)).some(({ from }) => from <= now);
  return (await listRollOuts(knex)).filter((one) => staged.some(isOf(one))).flatMap((one) => gateOf(one, isFrozen));
}

/** A release that decides, and has a shadow passage, begins with it. */
function firstStepOf(terms: ReleaseTerms, passageOf: PassageOf): 'shadow' | 'laboratory' {
  return terms.shadow === undefined && passageOf(terms) !== undefined ? 'shadow' : 'laboratory';
}

/** A lane takes no staged release that has no gate. */
export function gateOf({ kind, name, version, step, state }: StoredRollOut, isFrozen: boolean): RollOutGate[] {
  if (step === 'shadow') return [];
  return [{ kind, name, version, step, state: isFrozen && state === 'open' ? 'held' : state }];
}

/** Judges each open roll-out now. */
export async function advanceRollOuts(context: RoomContext, repository: Repository): Promise<void> {
  const { knex, queue, clock, alarms, ledger } = context;
  const now = Math.round(clock.wallMs());
  const passageOf = passagesOf(targetsIn(repository), await fleetShadows(knex));
  for (const terms of stagedIn(repository)) {
    const rollOut = await findRollOut(knex, terms);
    if (rollOut?.state !== 'open' || terms.state !== 'offered') continue;
    const judgement = judgeStep(await stepFacts(knex, terms, rollOut, { now, passageOf }));
    if (judgement.kind !== 'proceeds' && judgement.kind !== 'pauses') continue;
    const alarm = await queue.run(async (transaction) => {
      const changed = await changeRollOut(transaction, rollOut, changeOf(judgement), { at: now, by: null });
      if (!changed || judgement.kind === 'proceeds') return undefined;
      const reason = { kind: 'roll-out-held', kioskId: null, fromSequence: null, toSequence: null } as const;
      return raiseAndEnter(transaction, { ...reason, about: `roll-out/${judgement.cause}` }, now);
    });
    if (alarm !== undefined) alarms.announce(alarm);
    await ledger.settle();
  }
}

function changeOf(judgement: Extract<StepJudgement, { kind: 'proceeds' | 'pauses' }>) {
  return judgement.kind === 'proceeds' ? { step: judgement.to } : ({ state: 'held', why: judgement.cause } as const);
}

/** The state of a step, from what lanes have reported. */
export async function stepFacts(
  database: Connection,
  terms: ReleaseTerms,
  { step, stepAt, changedAt }: Pick<StoredRollOut, 'step' | 'stepAt' | 'changedAt'>,
  { now, passageOf }: { readonly now: number; readonly passageOf: PassageOf },
): Promise<StepFacts> {
  const inService = (await listKiosks(database)).filter(({ disabledAt }) => disabledAt === null);
  const states = await listLaneReleases(database);
  const stateOf = new Map(states.map((state) => [state.kioskId, state]));
  const laboratory = { laboratory: terms.lanes, sites: terms.staged?.sites ?? [] };
  const isMeant = (lane: KioskId): boolean =>
    step !== 'shadow' && isInStep(laboratory, step, lane, placeOfLane(releasePath(terms), lane));
  const heard = inService.flatMap(({ id }) => {
    const state = isMeant(id) ? stateOf.get(id) : undefined;
    return state !== undefined && now - state.receivedAt <= HEARD_WITHIN_MS ? [state] : [];
  });
  const using = states.flatMap((state) => {
    const target = usedBy(state, terms);
    return target === undefined ? [] : [{ kioskId: state.kioskId, since: target.since }];
  });
  const freezes = await listFreezes(database, now);
  const isFrozen = [...freezes, ...terms.freezes].some(({ from, until }) => from <= now && now < until);
  return {
    step,
    // After a pause the step has to last again
    since: Math.max(stepAt, changedAt),
    now,
    isFrozen,
    lanes: {
      heard: heard.length,
      using: heard.filter((state) => usedBy(state, terms) !== undefined).length,
      left: states.filter((state) => hasLeft(state, terms)).length,
    },
    watched: await measureRelease(database, using),
    passage: passageOf(terms)?.state,
  };
}

type Version = Pick<ReleaseTerms, 'kind' | 'name' | 'version'>;

/** The target as a lane uses it. A lane may hold software that it does not run yet, or has left; one on trial is not in use. */
export function usedBy({ held, software }: LaneReleaseState, { kind, name, version }: Version) {
  if (kind === 'software') {
    const runs = software?.name === name && software.running === version && software.standing === 'in-use';
    if (!runs) return undefined;
  }
  return held.find((one) => one.kind === kind && one.name === name && one.version === version);
}

/** By itself. A technician's return at one lane does not hold the release for the others. */
function hasLeft({ software }: LaneReleaseState, { kind, name, version }: Version): boolean {
  return (
    kind === 'software' &&
    software?.name === name &&
    software.returned?.version === version &&
    software.returned.why !== 'technician'
  );
}

function isOf(one: Pick<ReleaseTerms, 'kind' | 'name' | 'version'>) {
  return ({ kind, name, version }: Pick<ReleaseTerms, 'kind' | 'name' | 'version'>): boolean =>
    kind === one.kind && name === one.name && version === one.version;
}

/** Judges now and every minute. The returned function stops it. */
export function followRollOuts(context: RoomContext, repository: Repository): () => Promise<void> {
  const { clock, events } = context;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => advanceRollOuts(context, repository),
    (error) => events.emit({ event: 'fault', where: 'roll-outs', error }),
  );
}
