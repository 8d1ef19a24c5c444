/** The work at a breach: opening, facts, assessment, laws, closing. */
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import { alarmsById } from '../../../records/alarms/alarm-table.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { findFinding } from '../../detection/findings/finding-table.ts';
import type { ActDetails } from '../../../records/ledger/entry/entry.ts';
import { entryIndexOf, openingsBetween } from '../../../records/ledger/entry/openings.ts';
import { rowSubject } from '../../../records/ledger/recorded/row-content.ts';
import type { LawId } from '../laws/vocabulary.ts';
import {
  type Assessment,
  assessBreach,
  closeBreach,
  factsOf,
  findBreach,
  insertBreach,
  insertFact,
  setLaws,
  type StoredBreach,
} from './breach-table.ts';
import { caseDuties, isSettled } from './case-duties.ts';
import { decisionsOf, noticesOf } from './notice-table.ts';
import type { BreachOutcome, FactMeaning } from './vocabulary.ts';

export type BreachParts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;

export type BreachRefusal =
  | 'not-found'
  /** It is closed, or another person was first. */
  | 'proposal-settled'
  /** The time of awareness is in the future. */
  | 'invalid-message'
  /** A duty to notify is neither fulfilled nor decided on. */
  | 'notices-missing'
  /** The notice lacks a required part, or another version is newer. */
  | 'notice-incomplete';
export type BreachAnswer<Made = null> =
  | { readonly kind: 'done'; readonly made: Made }
  | { readonly kind: 'refused'; readonly code: BreachRefusal };

/** Most facts of one case. */
const MAX_FACTS = 500;

export type Opening =
  | { readonly origin: 'by-hand' }
  | { readonly origin: 'alarm'; readonly alarm: number }
  | { readonly origin: 'finding'; readonly finding: string };

/** Opens a case. The entry of its alarm or finding becomes its first fact. Resolves to its id when the case and its act are durable. */
export async function openBreach(
  parts: BreachParts,
  permit: Permit,
  wanted: Opening & { readonly awareAt: number; readonly laws: readonly LawId[] },
): Promise<BreachAnswer<string>> {
  const { clock, ledger, queue } = parts;
  const answer = await queue.run(async (transaction): Promise<BreachAnswer<string>> => {
    const at = Math.round(clock.wallMs());
    if (wanted.awareAt > at) return { kind: 'refused', code: 'invalid-message' };
    const source = await sourceOf(transaction, wanted);
    if (source === undefined) return { kind: 'refused', code: 'not-found' };
    const { origin, awareAt } = wanted;
    const laws = [...new Set(wanted.laws)];
    const by = permit.principal.personId;
    const made = { origin, originId: source.id, laws, awareAt, openedAt: at, openedBy: by };
    const id = await insertBreach(transaction, made);
    if (source.entry !== null) await addEntry(transaction, id, { entry: source.entry, meaning: 'discovery', by, at });
    await note(transaction, permit, id, at, { step: 'opened', origin, awareAt, laws: laws.length });
    return { kind: 'done', made: id };
  });
  await ledger.settle();
  return answer;
}

/** The alarm or finding; `entry`: its index, `null` while the log has none. */
async function sourceOf(
  database: Connection,
  opening: Opening,
): Promise<{ readonly id: string | null; readonly entry: number | null } | undefined> {
  switch (opening.origin) {
    case 'by-hand':
      return { id: null, entry: null };
    case 'alarm': {
      const [alarm] = await alarmsById(database, [opening.alarm]);
      if (alarm === undefined) return undefined;
      return { id: String(alarm.id), entry: (await entryIndexOf(database, `alarm/${alarm.id}`)) ?? null };
    }
    case 'finding': {
      const finding = await findFinding(database, opening.finding);
      if (finding === undefined) return undefined;
      const subject = rowSubject('detection_findings', [finding.id]);
      return { id: finding.id, entry: (await entryIndexOf(database, subject)) ?? null };
    }
  }
}

/** Adds an entry of the ledger to a case. `not-found`: the ledger has no such entry. */
export function addFact(
  parts: BreachParts,
  permit: Permit,
  id: string,
  { entry, meaning }: { readonly entry: number; readonly meaning: FactMeaning },
): Promise<BreachAnswer> {
  return inOpenCase(parts, permit, id, async (transaction, _case, { by, at }) => {
    const known = await factsOf(transaction, id);
    if (known.length >= MAX_FACTS || known.some((one) => one.entry === entry && one.meaning === meaning)) {
      return { kind: 'refused', code: 'proposal-settled' };
    }
    if (!(await addEntry(transaction, id, { entry, meaning, by, at }))) return { kind: 'refused', code: 'not-found' };
    return { kind: 'done', made: null, details: { step: 'fact', entry, meaning } };
  });
}

async function addEntry(
  transaction: Transaction,
  id: string,
  fact: { readonly entry: number; readonly meaning: FactMeaning; readonly by: string; readonly at: number },
): Promise<boolean> {
  const [opening] = await openingsBetween(transaction, fact.entry, fact.entry + 1);
  if (opening === undefined) return false;
  await insertFact(transaction, id, { ...fact, type: opening.type });
  return true;
}

export type BreachStep =
  | { readonly step: 'assess'; readonly assessment: Assessment }
  | { readonly step: 'add-law'; readonly law: LawId }
  | { readonly step: 'close'; readonly outcome: BreachOutcome };

/** Resolves when the step and its act are durable. */
export function handleBreach(parts: BreachParts, permit: Permit, id: string, step: BreachStep): Promise<BreachAnswer> {
  return inOpenCase(parts, permit, id, async (transaction, one, { by, at }) => {
    switch (step.step) {
      case 'assess': {
        const { assessment } = step;
        // The time of the duty about major incidents begins once, also where another assessment lies between
        const majorAt = one.majorAt ?? (assessment.isMajor ? at : null);
        await assessBreach(transaction, id, { assessment, by, at, majorAt });
        return { kind: 'done', made: null, details: { step: 'assess', risk: assessment.risk } };
      }
      case 'add-law':
        if (one.laws.includes(step.law)) return { kind: 'refused', code: 'proposal-settled' };
        await setLaws(transaction, id, [...one.laws, step.law]);
        return { kind: 'done', made: null, details: { step: 'add-law', law: step.law } };
      case 'close': {
        const decisions = await decisionsOf(transaction, id);
        const isNoBreach = decisions.some(({ about }) => about === 'no-breach');
        const duties = caseDuties(one, await noticesOf(transaction, id), decisions);
        const isDone = one.assessment !== null || isNoBreach;
        if (!isDone || !duties.every(isSettled) || isNoBreach !== (step.outcome === 'no-breach')) {
          return { kind: 'refused', code: 'notices-missing' };
        }
        await closeBreach(transaction, id, { outcome: step.outcome, by, at });
        return { kind: 'done', made: null, details: { step: 'close', outcome: step.outcome } };
      }
    }
  });
}

export interface Hand {
  readonly by: string;
  readonly at: number;
}

type Worked<Made> =
  | { readonly kind: 'done'; readonly made: Made; readonly details: ActDetails }
  | { readonly kind: 'refused'; readonly code: BreachRefusal };

/** Work at an open case with its act, in one transaction. */
export async function inOpenCase<Made = null>(
  { clock, ledger, queue }: BreachParts,
  permit: Permit,
  id: string,
  work: (transaction: Transaction, one: StoredBreach, hand: Hand) => Promise<Worked<Made>>,
): Promise<BreachAnswer<Made>> {
  const answer = await queue.run(async (transaction): Promise<BreachAnswer<Made>> => {
    const at = Math.round(clock.wallMs());
    const one = await findBreach(transaction, id);
    if (one === undefined) return { kind: 'refused', code: 'not-found' };
    if (one.state === 'closed') return { kind: 'refused', code: 'proposal-settled' };
    const worked = await work(transaction, one, { by: permit.principal.personId, at });
    if (worked.kind === 'refused') return worked;
    await note(transaction, permit, id, at, worked.details);
    return { kind: 'done', made: worked.made };
  });
  await ledger.settle();
  return answer;
}

async function note(
  transaction: Transaction,
  { principal, duty, act }: Permit,
  subject: string,
  at: number,
  details: ActDetails,
): Promise<void> {
  const about = {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    target: { subject },
    at,
    details,
  };
  await recordAct(transaction, { ...about, result: 'done' });
}
