/**
 * The selection rules in use: takes what two people have published, keeps each set as a row of the ledger, and raises
 * `selection-rules-refused` while a published set is not used or the one in use has expired.
 */
import { markFilled, openAlarmsOf } from '../../../records/alarms/alarm-table.ts';
import { enterAlarm, raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import type { Alarm } from '../../../records/alarms/answers.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { SelectionRule } from '../../../contract/rules/selection-set.ts';
import { offeredSelection } from '../../../lanes/releases/offered-selection.ts';
import type { Repository } from '../../../lanes/releases/repository.ts';
import type { Selected } from '../selection/judge-selection.ts';
import { judgeSet } from '../selection/take-set.ts';
import type { SelectionRefusal } from '../selection/vocabulary.ts';
import {
  insertSelection,
  listSelections,
  type StoredSelection,
  type TakenSelection,
} from '../tables/selection-sets.ts';

const KIND = 'selection-rules-refused';
/** As often as publications are offered to lanes. */
export const SELECTION_LOOK_EVERY_MS = 5_000;

export interface SelectionRulesParts {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms' | 'events'>;
  readonly repository: Repository;
  readonly jurisdiction: string;
}

/** The rules of a set that held for a declaration. */
export interface HeldRules {
  /** Version of the set. */
  readonly set: number;
  readonly held: readonly SelectionRule[];
  readonly trial: readonly string[];
}

export class SelectionRules {
  readonly #parts: SelectionRulesParts;
  #taken: readonly TakenSelection[] = [];

  private constructor(parts: SelectionRulesParts) {
    this.#parts = parts;
  }

  /** With the set that was in use last. The returned function stops looking for newer ones. */
  static async open(parts: SelectionRulesParts): Promise<{ readonly rules: SelectionRules; stop(): Promise<void> }> {
    const rules = new SelectionRules(parts);
    rules.#taken = await listSelections(parts.context.knex);
    const { clock, events } = parts.context;
    const stop = poll(
      clock,
      SELECTION_LOOK_EVERY_MS,
      () => rules.look(),
      (error) => events.emit({ event: 'fault', where: 'declarations', error }),
    );
    return { rules, stop };
  }

  /** The set by which the front judges now; `undefined` without one. */
  current(): StoredSelection | undefined {
    return this.#taken.at(-1)?.selection ?? undefined;
  }

  /** Turns the ids that the front sends into the rules of the set. Throws RangeError for ids that are not such rules. */
  held({ set: digest, held, trial }: Selected): HeldRules {
    const selection = this.#taken.findLast((one) => one.selection?.digest === digest)?.selection;
    const ruleOf = (id: string, state: SelectionRule['state']): SelectionRule => {
      const rule = selection?.set.rules.find((one) => one.id === id && one.state === state);
      if (rule === undefined) throw new RangeError('the front names a rule that no set has');
      return rule;
    };
    if (selection === undefined || selection === null) throw new RangeError('the front names a set that was not taken');
    return {
      set: selection.version,
      held: held.map((id) => ruleOf(id, 'in-force')),
      trial: trial.map((id) => ruleOf(id, 'trial').id),
    };
  }

  /** Takes a new publication, and keeps the alarm. */
  async look(): Promise<void> {
    const { clock } = this.#parts.context;
    await this.#read();
    const nowMs = Math.round(clock.wallMs());
    const offered = await this.#offer(nowMs);
    if (offered !== 'unknown' && offered !== undefined) return this.#alarm(offered, nowMs);
    if (this.#isExpired(nowMs)) return this.#alarm('expired', nowMs);
    // The alarm about the previous publication stays until the ledger has the next one
    if (offered === undefined) await this.#alarm(undefined, nowMs);
  }

  /** Resolves to the reason why the newest publication is not in use. */
  async #offer(nowMs: number): Promise<SelectionRefusal | 'unknown' | undefined> {
    const { context, repository, jurisdiction } = this.#parts;
    const { knex, queue, ledger } = context;
    const offer = await offeredSelection(repository, knex, nowMs);
    if (offer.kind === 'unknown') return 'unknown';
    if (offer.kind === 'refused') return offer.code;
    const last = this.#taken.at(-1);
    if (last !== undefined && offer.publication < last.publication) return 'stale';
    const digest = offer.kind === 'set' ? offer.digest : undefined;
    if (digest === last?.selection?.digest) return undefined;
    const earlier = this.#taken.map(({ selection, takenAt }) => ({ set: selection?.set ?? null, takenAt }));
    const judged = offer.kind === 'set' ? judgeSet(offer.bytes, earlier, { jurisdiction, nowMs }) : undefined;
    if (judged?.kind === 'refused') return judged.code;
    const taken: TakenSelection = {
      publication: offer.publication,
      selection: offer.kind === 'set' && judged !== undefined ? { ...offer, set: judged.set } : null,
      urgent: judged?.urgent ?? [],
      takenAt: nowMs,
    };
    await queue.run((transaction) => insertSelection(transaction, taken, offer.kind === 'set' ? offer.bytes : null));
    await ledger.settle();
    await this.#read();
    return undefined;
  }

  /** Another node may have taken sets. */
  async #read(): Promise<void> {
    const more = await listSelections(this.#parts.context.knex, this.#taken.at(-1)?.publication);
    if (more.length > 0) this.#taken = [...this.#taken, ...more];
  }

  #isExpired(nowMs: number): boolean {
    const set = this.current()?.set;
    return set !== undefined && set.until < new Date(nowMs).toISOString().slice(0, 10);
  }

  async #alarm(refusal: SelectionRefusal | undefined, at: number): Promise<void> {
    const { knex, queue, ledger, alarms } = this.#parts.context;
    const about = refusal === undefined ? undefined : `selection-rules/${refusal}`;
    const isSo = (open: readonly Alarm[]): boolean =>
      about === undefined ? open.length === 0 : open.length === 1 && open[0]?.about === about;
    if (isSo(await openAlarmsOf(knex, [KIND]))) return;
    const changed = await queue.run(async (transaction) => {
      const open = await openAlarmsOf(transaction, [KIND]);
      if (isSo(open)) return [];
      const alarmed: Alarm[] = [];
      for (const one of open.filter((alarm) => alarm.about !== about)) {
        const over = await markFilled(transaction, one, at);
        await enterAlarm(transaction, over, at);
        alarmed.push(over);
      }
      if (about !== undefined && !open.some((alarm) => alarm.about === about)) {
        const reason = { kind: KIND, kioskId: null, fromSequence: null, toSequence: null, about } as const;
        alarmed.push(await raiseAndEnter(transaction, reason, at));
      }
      return alarmed;
    });
    for (const alarm of changed) alarms.announce(alarm);
    await ledger.settle();
  }
}
