/** Travellers of each lane in a day, against its usual part of its site's. Much more and much less are both unusual. */
import type { DetectionEvent } from '../events/event.ts';
import { bound, DAY_MS, dayOf, type Emit, type Test, valueOf } from './score.ts';

const TEST: Test = { id: 'lane traffic', rule: 'lane-traffic' };
const LEARN = 0.08;
const LEARNED_DAYS = 7;
/** A lane's part varies by this share from day to day, beside chance. */
const SCATTER = 0.15;
const MOST_LANES = 20_000;

interface LaneState {
  site: string;
  today: number;
  part: number;
  days: number;
}

export interface StoredTraffic {
  readonly day: number;
  readonly lanes: readonly (readonly [string, LaneState])[];
}

export class Traffic {
  readonly kinds = ['traveller-cleared', 'traveller-referred', 'traveller-abandoned'] as const;
  readonly #lanes: Map<string, LaneState>;
  #day: number;

  constructor(stored: StoredTraffic = { day: -1, lanes: [] }) {
    this.#day = stored.day;
    this.#lanes = new Map(stored.lanes);
  }

  take({ lane, site = '', at }: DetectionEvent): void {
    if (lane === undefined) return;
    if (this.#day < 0) this.#day = dayOf(at);
    valueOf(this.#lanes, lane, () => ({ site, today: 0, part: 0, days: 0 })).today += 1;
  }

  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    const sites = new Map<string, number>();
    for (const { site, today } of this.#lanes.values()) sites.set(site, (sites.get(site) ?? 0) + today);
    for (const [id, state] of this.#lanes) {
      const all = sites.get(state.site) ?? 0;
      // A lane without travellers is out of service, which other alarms report
      if (state.today > 0 && all > 0) this.#judge(id, state, all, ended, emit);
      state.today = 0;
    }
    this.#day = day;
    bound(this.#lanes, MOST_LANES);
  }

  stored(): StoredTraffic {
    return { day: this.#day, lanes: [...this.#lanes] };
  }

  #judge(id: string, state: LaneState, all: number, at: number, emit: Emit): void {
    const expected = state.part * all;
    const deviation = (state.today - expected) / Math.sqrt(expected + (SCATTER * expected) ** 2 + 1);
    if (state.days >= LEARNED_DAYS && Math.abs(deviation) > 1)
      emit({
        test: TEST,
        entity: { kind: 'lane', id },
        site: state.site,
        at,
        from: at + 1 - DAY_MS,
        score: deviation ** 2 / (2 * Math.LN10),
        observed: state.today,
        expected,
        events: [],
      });
    state.days += 1;
    state.part += Math.max(LEARN, 1 / state.days) * (state.today / all - state.part);
  }
}
