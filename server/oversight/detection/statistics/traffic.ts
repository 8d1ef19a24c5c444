/**
 * Travellers of each lane in a day, against its usual part of its site's. Much more and much less are both unusual. In each two hours, travellers
 * at a lane that usually has none then are unusual.
 */
import type { DetectionEvent } from '../events/event.ts';
import { bound, DAY_MS, dayOf, type Emit, type Test, valueOf } from './score.ts';

const TEST: Test = { id: 'lane traffic', rule: 'lane-traffic' };
const CLOSED_TEST: Test = { id: 'traffic of a closed lane', rule: 'lane-traffic' };
const BLOCKS = 12;
/** A lane with less than this part of its site's travellers in two hours is closed then, as a rule. */
const CLOSED_PART = 0.004;
const LEARN = 0.08;
const LEARNED_DAYS = 7;
/** A lane's part varies by this share from day to day, beside chance. */
const SCATTER = 0.15;
const MAX_LANES = 20_000;
const SEVERAL_LANES = 2;
/** Hours at which a lane was unusually open teach this much, so that a second night is unusual, too. */
const UNUSUAL_LEARN = 0.01;
/** Fewer travellers are a test of the lane. */
const MIN_TRAVELLERS = 4;

interface LaneState {
  site: string;
  today: number;
  part: number;
  days: number;
  /** Today's travellers by two hours, the usual parts, and the days that were seen. */
  blocks: number[];
  parts: number[];
  seen: number;
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
    // Earlier memories have no hours. The order of the fields stays, so that a state is the same bit for bit
    this.#lanes = new Map(stored.lanes.map(([lane, state]) => [lane, { ...state, ...noBlocks(), ...state }]));
  }

  take({ lane, site = '', at }: DetectionEvent): void {
    if (lane === undefined) return;
    if (this.#day < 0) this.#day = dayOf(at);
    const state = valueOf(this.#lanes, lane, () => ({ site, today: 0, part: 0, days: 0, ...noBlocks() }));
    state.today += 1;
    state.blocks[Math.floor(((at % DAY_MS) * BLOCKS) / DAY_MS)]! += 1;
  }

  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    const sites = new Map<string, number>();
    const blocks = new Map<string, number[]>();
    for (const { site, today, blocks: its } of this.#lanes.values()) {
      sites.set(site, (sites.get(site) ?? 0) + today);
      const sums = valueOf(blocks, site, () => its.map(() => 0));
      for (const [at, count] of its.entries()) sums[at]! += count;
    }
    const opened = this.#openedLanes(blocks);
    for (const [id, state] of this.#lanes) {
      const all = sites.get(state.site) ?? 0;
      // A lane without travellers is out of service, which other alarms report
      if (state.today > 0 && all > 0) this.#judge(id, state, all, ended, emit);
      this.#judgeClosed(id, state, blocks.get(state.site)!, opened.get(state.site), ended, emit);
      state.today = 0;
      state.blocks = state.blocks.map(() => 0);
    }
    this.#day = day;
    bound(this.#lanes, MAX_LANES);
  }

  stored(): StoredTraffic {
    return { day: this.#day, lanes: [...this.#lanes] };
  }

  /** Lanes of each site that were open at hours at which they are usually closed, by two hours. */
  #openedLanes(blocks: ReadonlyMap<string, readonly number[]>): Map<string, number[]> {
    const opened = new Map<string, number[]>();
    for (const state of this.#lanes.values())
      for (const [at, count] of state.blocks.entries())
        if (isUnusual(state, at, count, blocks.get(state.site)![at]!))
          valueOf(opened, state.site, () => state.blocks.map(() => 0))[at]! += 1;
    return opened;
  }

  /**
   * Several lanes that open in the same two hours are a change of the service, which a supervisor ordered. So is one that opens a little earlier
   * than usual on a day on which others do.
   */
  #judgeClosed(
    id: string,
    state: LaneState,
    ofSite: readonly number[],
    opened: readonly number[] | undefined,
    ended: number,
    emit: Emit,
  ): void {
    state.seen += 1;
    const usually = state.parts.map((part) => part >= CLOSED_PART);
    for (const [at, count] of state.blocks.entries()) {
      const all = ofSite[at]!;
      if (all === 0) continue;
      const isLonger = usually[(at + 1) % BLOCKS]! || usually[(at + BLOCKS - 1) % BLOCKS]!;
      const others = isLonger ? (opened ?? []).reduce((sum, one) => sum + one, 0) : (opened?.[at] ?? 0);
      const unusual = isUnusual(state, at, count, all) && others < SEVERAL_LANES;
      if (unusual)
        emit({
          test: CLOSED_TEST,
          entity: { kind: 'lane', id },
          site: state.site,
          at: ended,
          from: ended + 1 - DAY_MS + (at * DAY_MS) / BLOCKS,
          score: count ** 2 / (2 * Math.LN10 * (1 + state.parts[at]! * all)),
          observed: count,
          expected: state.parts[at]! * all,
          events: [],
        });
      const weight = unusual ? UNUSUAL_LEARN : Math.max(LEARN, 1 / state.seen);
      state.parts[at]! += weight * (count / all - state.parts[at]!);
    }
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

function isUnusual({ parts, seen }: LaneState, at: number, count: number, all: number): boolean {
  return seen > LEARNED_DAYS && parts[at]! < CLOSED_PART && count >= MIN_TRAVELLERS && all > 0;
}

function noBlocks(): Pick<LaneState, 'blocks' | 'parts' | 'seen'> {
  const none = (): number[] => Array.from({ length: BLOCKS }, () => 0);
  return { blocks: none(), parts: none(), seen: 0 };
}
