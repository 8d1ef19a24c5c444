/** Who a person works with, or where: the share of one other in what a person does, against the share among all. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { decades, shareTail } from './distributions.ts';
import { bound, DAY_MS, dayOf, daysOf, type Emit, type Incident, type Test, valueOf } from './score.ts';

export interface PairRule {
  readonly name: string;
  readonly kinds: readonly EventKind[];
  readonly other: (event: DetectionEvent) => string | undefined;
  readonly rule: StatisticId;
  /** Days that are compared. */
  readonly days: number;
  /** Fewer acts are not judged. */
  readonly leastActs: number;
}

const MAX_PEOPLE = 5_000;
/** Others of one person, site and day. */
const MAX_OTHERS = 64;

interface PersonState {
  site: string;
  role: string;
  today: [string, number][];
  days: [string, number][][];
  events: EventReference[];
}

export interface StoredPairs {
  readonly day: number;
  readonly people: readonly (readonly [string, PersonState])[];
}

export class Pairs {
  readonly #rule: PairRule;
  readonly #test: Test;
  readonly #people: Map<string, PersonState>;
  #day: number;

  constructor(rule: PairRule, stored: StoredPairs = { day: -1, people: [] }) {
    this.#rule = rule;
    this.#test = { id: rule.name, rule: rule.rule };
    this.#day = stored.day;
    this.#people = new Map(stored.people);
  }

  take(event: DetectionEvent): void {
    const other = this.#rule.other(event);
    if (event.actor === undefined || other === undefined || other === event.actor) return;
    if (this.#day < 0) this.#day = dayOf(event.at);
    // People of a site are compared with each other: one who works at another site for a day is compared with those there
    const state = valueOf(this.#people, `${event.actor} ${event.site ?? ''}`, () => ({
      site: event.site ?? '',
      role: event.role ?? '',
      today: [],
      days: [],
      events: [],
    }));
    const known = state.today.find(([id]) => id === other);
    if (known !== undefined) known[1] += 1;
    else if (state.today.length < MAX_OTHERS) state.today.push([other, 1]);
    state.events.push({ at: event.at, kind: event.kind, ...(event.entry === undefined ? {} : { entry: event.entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
  }

  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const state of this.#people.values()) {
      state.days.push(state.today);
      if (state.days.length > this.#rule.days) state.days.shift();
      state.today = [];
    }
    this.#judge(ended, emit);
    this.#day = day;
    bound(this.#people, MAX_PEOPLE);
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut(incident: Incident): void {
    const { kind, id } = incident.entity;
    if (kind !== 'person') return;
    for (const [key, state] of this.#people) {
      if (personOf(key) !== id) continue;
      state.today = [];
      for (let left = Math.min(daysOf(incident, this.#day), state.days.length); left > 0; left -= 1)
        state.days[state.days.length - left] = [];
    }
  }

  stored(): StoredPairs {
    return { day: this.#day, people: [...this.#people] };
  }

  #judge(ended: number, emit: Emit): void {
    const groups = new Map<string, { all: Map<string, number>; total: number }>();
    const counts = new Map<string, Map<string, number>>();
    for (const [id, { site, role, days }] of this.#people) {
      const group = valueOf(groups, `${site} ${role}`, () => ({ all: new Map<string, number>(), total: 0 }));
      const own = new Map<string, number>();
      for (const [other, count] of days.flat()) {
        own.set(other, (own.get(other) ?? 0) + count);
        group.all.set(other, (group.all.get(other) ?? 0) + count);
        group.total += count;
      }
      counts.set(id, own);
    }
    for (const [id, own] of counts) {
      const { site, role, events } = this.#people.get(id)!;
      const { all, total } = groups.get(`${site} ${role}`)!;
      const acts = [...own.values()].reduce((sum, one) => sum + one, 0);
      if (acts < this.#rule.leastActs || total - acts < 3 * this.#rule.leastActs) continue;
      let [best, observed, expected] = [0, 0, 0];
      for (const [other, count] of own) {
        const usual = (all.get(other)! - count + 1) / (total - acts + Math.max(2, all.size));
        const score = decades(shareTail(count, acts, usual)) - Math.log10(all.size);
        if (score > best) [best, observed, expected] = [score, count, acts * usual];
      }
      if (best > 0.3)
        emit({
          test: this.#test,
          entity: { kind: 'person', id: personOf(id) },
          site,
          at: ended,
          from: ended + 1 - this.#rule.days * DAY_MS,
          score: best,
          observed,
          expected,
          events,
        });
    }
  }
}

/** The key of a memory has the site behind the person; earlier ones have the person alone. */
function personOf(key: string): string {
  return key.split(' ', 1)[0]!;
}
