/**
 * When, where and at which console a person begins to work, against all beginnings of the last four weeks. Each circumstance that is new for the
 * person has the share of beginnings in which it is new for anyone of the role; the score multiplies them.
 */
import type { DetectionEvent } from '../events/event.ts';
import { type Entity, type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import { decades } from './distributions.ts';
import { bound, DAY_MS, dayOf, type Emit, HOUR_MS, type Incident, type Test, valueOf } from './score.ts';

const TESTS = {
  one: { id: 'beginnings', rule: 'begins-work-unusually' },
  week: { id: 'beginnings, week', rule: 'begins-work-unusually', periodDays: 7 },
} as const satisfies { readonly [Name in 'one' | 'week']: Test };

/** A pause of this length ends a period of work. */
const PAUSE_MS = 4 * HOUR_MS;
const PAST_DAYS = 28;
const WEEK_DAYS = 7;
/** Beginnings of a person that must be known before one is called new. */
const MIN_BEGINNINGS = 8;
/** Beginnings of a role over which the shares are learned. */
const ROLE_BEGINNINGS = 400;
const MIN_ROLE_BEGINNINGS = 30;
const MAX_PEOPLE = 20_000;
const MAX_CONSOLES = 20_000;
const MAX_BEGINNINGS = 80;

/** Distinguishes a console that no one has used from one that only others have used. */
const CIRCUMSTANCES = ['hour', 'weekday', 'site', 'own console', 'console'] as const;
type Circumstance = (typeof CIRCUMSTANCES)[number];

/** One beginning, or a further sign-in: Unix ms, site, console, score, and whether it began a period. */
type Beginning = [at: number, site: string, console: string, score: number, isNew: boolean];

interface PersonState {
  entity: Entity;
  role: string;
  last: number;
  begun: Beginning[];
  events: EventReference[];
}

export interface StoredBeginnings {
  readonly people: readonly (readonly [string, PersonState])[];
  /** Day on which a console was last used. */
  readonly consoles: readonly (readonly [string, number])[];
  /** By role: beginnings so far, and those with each new circumstance. */
  readonly roles: readonly (readonly [string, { all: number; isNew: number[] }])[];
}

export class Beginnings {
  readonly #people: Map<string, PersonState>;
  readonly #consoles: Map<string, number>;
  readonly #roles: Map<string, { all: number; isNew: number[] }>;

  constructor(stored: StoredBeginnings = { people: [], consoles: [], roles: [] }) {
    this.#people = new Map(stored.people);
    this.#consoles = new Map(stored.consoles);
    this.#roles = new Map(stored.roles);
  }

  take(event: DetectionEvent, emit: Emit): void {
    const { at, role = '', site = '', console = '', kind } = event;
    const who = personOf(event);
    if (who === undefined) return;
    const { entity, key } = who;
    const state = valueOf(this.#people, key, (): PersonState => ({ entity, role, last: 0, begun: [], events: [] }));
    if (role !== '') state.role = role;
    const isNew = at - state.last >= PAUSE_MS;
    state.last = Math.max(state.last, at);
    // A second sign-in of a period is judged by its place alone
    const isSignIn = kind === 'signed-in' || kind === 'trader-signed-in';
    if (isNew || isSignIn) this.#begin(state, event, { at, site, console, isNew }, emit);
    if (console !== '' && isSignIn) {
      this.#consoles.delete(console);
      this.#consoles.set(console, dayOf(at));
    }
  }

  /** Ends days. */
  turn(now: number): void {
    const today = dayOf(now);
    for (const [id, state] of this.#people) {
      state.begun = state.begun.filter(([at]) => today - dayOf(at) <= PAST_DAYS);
      if (state.begun.length === 0) this.#people.delete(id);
    }
    for (const [console, day] of this.#consoles) if (today - day > PAST_DAYS) this.#consoles.delete(console);
    bound(this.#people, MAX_PEOPLE);
    bound(this.#consoles, MAX_CONSOLES);
    bound(this.#roles, 1_000);
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut({ entity, from, until }: Incident): void {
    for (const state of this.#people.values())
      if (state.entity.kind === entity.kind && state.entity.id === entity.id)
        state.begun = state.begun.filter(([at]) => at < from || at > until);
  }

  stored(): StoredBeginnings {
    return { people: [...this.#people], consoles: [...this.#consoles], roles: [...this.#roles] };
  }

  #begin(
    state: PersonState,
    event: DetectionEvent,
    {
      at,
      site,
      console,
      isNew,
    }: { readonly at: number; readonly site: string; readonly console: string; readonly isNew: boolean },
    emit: Emit,
  ): void {
    state.events.push({ at, kind: event.kind, ...(event.entry === undefined ? {} : { entry: event.entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
    const found = state.begun.length < MIN_BEGINNINGS ? undefined : this.#newOf(state.begun, at, site, console, isNew);
    const score = found === undefined ? 0 : this.#scoreOf(state.role, found);
    state.begun.push([at, site, console, score, isNew]);
    if (state.begun.length > MAX_BEGINNINGS) state.begun.shift();
    if (score === 0) return;
    const base = {
      entity: state.entity,
      site,
      at,
      observed: found?.length ?? 0,
      expected: 0,
      events: state.events,
    };
    if (score > 1) emit({ ...base, test: TESTS.one, from: at, score });
    const week = state.begun.filter((one) => at - one[0] < WEEK_DAYS * DAY_MS);
    const sum = week.reduce((all, one) => all + Math.max(0, one[3] - 1), 0);
    if (sum > 1 && week.filter((one) => one[3] > 1).length > 1)
      emit({ ...base, test: TESTS.week, from: at - WEEK_DAYS * DAY_MS, score: sum, observed: week.length });
  }

  /** The circumstances that the person had in no earlier beginning. */
  #newOf(
    begun: readonly Beginning[],
    at: number,
    site: string,
    console: string,
    isNew: boolean,
  ): readonly Circumstance[] {
    const found: Circumstance[] = [];
    const periods = begun.filter((one) => one[4]);
    if (isNew && periods.every(([then]) => hoursBetween(then, at) > 2)) found.push('hour');
    if (isNew && periods.every(([then]) => (dayOf(then) - dayOf(at)) % 7 !== 0)) found.push('weekday');
    // Another site has other consoles
    if (site !== '' && begun.every((one) => one[1] !== site)) found.push('site');
    else if (console !== '' && begun.every((one) => one[2] !== console)) found.push('own console');
    if (console !== '' && !this.#consoles.has(console)) found.push('console');
    return found;
  }

  #scoreOf(role: string, found: readonly Circumstance[]): number {
    const of = valueOf(this.#roles, role, () => ({ all: 0, isNew: CIRCUMSTANCES.map(() => 0) }));
    const { all } = of;
    const score =
      all < MIN_ROLE_BEGINNINGS
        ? 0
        : found.reduce((sum, one) => sum + decades((of.isNew[CIRCUMSTANCES.indexOf(one)]! + 0.5) / (all + 1)), 0);
    of.all += 1;
    for (const one of found) of.isNew[CIRCUMSTANCES.indexOf(one)]! += 1;
    if (of.all > ROLE_BEGINNINGS) {
      of.all /= 2;
      of.isNew = of.isNew.map((one) => one / 2);
    }
    return score;
  }
}

/** By the hour of the day, 0 to 12. */
function hoursBetween(one: number, other: number): number {
  const hours = Math.abs(Math.floor(one / HOUR_MS) - Math.floor(other / HOUR_MS)) % 24;
  return Math.min(hours, 24 - hours);
}

/** A person of the agency, or of a trader, about whom the trader is named. A stranger may have tried to sign in. */
function personOf({
  actor,
  role,
  subject,
  kind,
}: DetectionEvent): { readonly entity: Entity; readonly key: string } | undefined {
  if (actor === undefined || role === 'partner' || kind === 'sign-in-failed') return undefined;
  if (role !== 'trader') return { entity: { kind: 'person', id: actor }, key: actor };
  return kind === 'trader-signed-in'
    ? { entity: { kind: 'trader', id: actor }, key: `${actor} ${subject}` }
    : undefined;
}
