/**
 * Whom or what the acts of a person concern: for every kind of act, the share of one subject in a week, against its share in the acts of all of the
 * role in four weeks.
 */
import type { DetectionEvent } from '../events/event.ts';
import { type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import { actsElsewhere } from './acts.ts';
import { decades, shareTail } from './distributions.ts';
import { bound, DAY_MS, dayOf, type Emit, type Incident, type Test, valueOf } from './score.ts';

const TEST: Test = { id: 'subjects of acts', rule: 'acts-about-one' };
const PAST_DAYS = 28;
const WEEK_DAYS = 7;
/** Fewer acts about one subject in a week are no pattern. */
const MIN_ACTS = 3;
const MAX_STATES = 20_000;
/** Subjects of one kind of act of one person on one day. */
const MAX_SUBJECTS = 64;
/** Acts without a subject count among all acts. */
const NONE = '';

type OfDay = [day: number, subjects: [string, number][]];

interface ObjectState {
  site: string;
  role: string;
  days: OfDay[];
  events: EventReference[];
}

export interface StoredObjects {
  readonly day: number;
  /** By person and kind. */
  readonly states: readonly (readonly [string, ObjectState])[];
}

export class Objects {
  readonly #states: Map<string, ObjectState>;
  #day: number;

  constructor(stored: StoredObjects = { day: -1, states: [] }) {
    this.#day = stored.day;
    this.#states = new Map(stored.states);
  }

  take(event: DetectionEvent): void {
    const { actor, role = '', site = '', kind, reason, subject = NONE, at, entry } = event;
    if (actor === undefined || role === 'partner' || role === 'trader' || actsElsewhere(event)) return;
    // A confirmed finding favours no one
    if (subject === actor || (kind === 'detection-disposed' && reason === 'true')) return;
    if (this.#day < 0) this.#day = dayOf(at);
    const key = `${actor} ${kind}`;
    const state = valueOf(this.#states, key, (): ObjectState => ({ site, role, days: [], events: [] }));
    if (role !== '') state.role = role;
    let today = state.days.at(-1);
    if (today === undefined || today[0] !== this.#day) state.days.push((today = [this.#day, []]));
    const known = today[1].find(([id]) => id === subject);
    if (known !== undefined) known[1] += 1;
    else if (today[1].length < MAX_SUBJECTS) today[1].push([subject, 1]);
    state.events.push({ at, kind, ...(entry === undefined ? {} : { entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
  }

  /** Ends days. */
  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    this.#judge(emit);
    this.#day = day;
    for (const [key, { days }] of this.#states) {
      while (days[0] !== undefined && days[0][0] < day - PAST_DAYS) days.shift();
      if (days.length === 0) this.#states.delete(key);
    }
    bound(this.#states, MAX_STATES);
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut({ entity, from, until }: Incident): void {
    if (entity.kind !== 'person') return;
    for (const [key, state] of this.#states)
      if (key.startsWith(`${entity.id} `))
        state.days = state.days.filter(([day]) => day < dayOf(from) || day > dayOf(until));
  }

  stored(): StoredObjects {
    return { day: this.#day, states: [...this.#states] };
  }

  #judge(emit: Emit): void {
    const [begins, at] = [this.#day - WEEK_DAYS + 1, (this.#day + 1) * DAY_MS - 1];
    const groups = new Map<string, { all: Map<string, number>; total: number }>();
    for (const [key, { role, days }] of this.#states) {
      const group = valueOf(groups, `${role} ${kindOf(key)}`, () => ({ all: new Map<string, number>(), total: 0 }));
      for (const [, subjects] of days)
        for (const [subject, count] of subjects) {
          group.all.set(subject, (group.all.get(subject) ?? 0) + count);
          group.total += count;
        }
    }
    for (const [key, { site, role, days, events }] of this.#states) {
      if (days.at(-1)?.[0] !== this.#day) continue;
      const { all, total } = groups.get(`${role} ${kindOf(key)}`)!;
      const own = new Map<string, number>();
      let acts = 0;
      for (const [day, subjects] of days)
        if (day >= begins)
          for (const [subject, count] of subjects) {
            own.set(subject, (own.get(subject) ?? 0) + count);
            acts += count;
          }
      let [best, observed, expected] = [0, 0, 0];
      for (const [subject, count] of own) {
        if (subject === NONE || count < MIN_ACTS) continue;
        const usual = (all.get(subject)! - count + 1) / (total - acts + Math.max(2, all.size));
        const score = decades(shareTail(count, acts, usual)) - Math.log10(own.size);
        if (score > best) [best, observed, expected] = [score, count, acts * usual];
      }
      const person = key.slice(0, key.indexOf(' '));
      const from = begins * DAY_MS;
      if (best > 0.5)
        emit({
          test: TEST,
          entity: { kind: 'person', id: person },
          site,
          at,
          from,
          score: best,
          observed,
          expected,
          events,
        });
    }
  }
}

function kindOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
