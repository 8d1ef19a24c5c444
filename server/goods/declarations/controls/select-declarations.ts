/** Selects accepted declarations for control: draws green ones, commits to the key of each day, and opens the keys of past days. */
import type { Transaction } from '../../../platform/database/connection.ts';
import type { Facts } from '../sealing/readable-facts.ts';
import { commitmentTo, DRAWN_SHARE, isDrawn, keyOfDay } from '../selection/draw.ts';
import { recommend, withRules } from '../selection/recommend.ts';
import type { DeclaredRisk } from '../selection/score-declaration.ts';
import type { HeldRules } from './selection-rules.ts';
import { closedDays, commitDay, insertControl, openDay } from '../tables/controls.ts';
import { insertSelected } from '../tables/selected-declarations.ts';

/** By then the controls of a day's drawn declarations have ended; an opened key shows which they were. */
const OPENED_AFTER_DAYS = 30;
const DAY_MS = 86_400_000;
const MILLION = 1_000_000;

export interface Accepted {
  readonly id: string;
  readonly receivedAt: number;
  readonly facts: Pick<Facts, 'channel' | 'mass'>;
  readonly risk: DeclaredRisk;
  /** Offices to whose keys the goods are sealed. */
  readonly offices: readonly string[];
  /** The selection rules that hold; `null`: no set is in use. */
  readonly rules: HeldRules | null;
}

export class Selection {
  readonly #secret: Uint8Array;
  /** The last day whose commitment is stored. */
  #committed: string | undefined;

  /** @param secret 32 bytes */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /**
   * Stores the selection of an accepted declaration. The commitment of its day is written before it in the same transaction, so it comes first
   * in the ledger.
   */
  async select(transaction: Transaction, { id, receivedAt, facts, risk, offices, rules }: Accepted): Promise<void> {
    const day = dayOf(receivedAt);
    const key = keyOfDay(this.#secret, day);
    if (this.#committed !== day) {
      await commitDay(transaction, { day, commitment: commitmentTo(key), share: DRAWN_SHARE * MILLION }, receivedAt);
      for (const past of await closedDays(transaction, dayOf(receivedAt - OPENED_AFTER_DAYS * DAY_MS)))
        await openDay(transaction, past, Buffer.from(keyOfDay(this.#secret, past)).toString('hex'), receivedAt);
    }
    const drawn = facts.channel === 'green' && isDrawn(key, id);
    const otherwise = recommend(facts, risk, drawn);
    const recommended = withRules(otherwise, rules?.held.map(({ control }) => control) ?? []);
    await insertControl(transaction, { id, receivedAt, risk, offices, drawn, ...recommended });
    if (rules === null || (rules.held.length === 0 && rules.trial.length === 0)) return;
    await insertSelected(transaction, {
      id,
      receivedAt,
      set: rules.set,
      trial: rules.trial,
      held: rules.held.map((rule) => rule.id),
      otherwise: otherwise.place > 0,
    });
  }

  /** Remembers that a transaction with this declaration is stored. */
  stored(receivedAt: number): void {
    this.#committed = dayOf(receivedAt);
  }
}

const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);
