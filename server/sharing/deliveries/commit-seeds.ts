/** Commits to the seeds of noise before the counts of their periods exist. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { type CommittedSeed } from '../projection/project.ts';
import { commitmentTo, noiseSeed, type SeedPlace } from '../projection/noise.ts';
import { budgetPeriodAt, budgetPeriodEnd, type Period } from '../projection/periods.ts';
import type { BudgetPeriod } from '../agreement/vocabulary.ts';
import { type DueFacts, timeOf } from './due.ts';
import { findCommitment, insertCommitment } from './tables/budget-table.ts';
import type { DeliveryRefusal } from './vocabulary.ts';

/** The budget periods to which the server must be committed now: the present one, or that of the first day, and the next. Pure. */
export function placesToCommit(versions: readonly DueFacts[], nowMs: number): SeedPlace[] {
  return versions.flatMap((facts) => {
    const time = timeOf(facts, versions);
    const { id: agreement, privacyBudget } = facts.agreement;
    if (time === undefined || privacyBudget === null || nowMs >= time.to) return [];
    const present = budgetPeriodAt(privacyBudget.period, Math.max(nowMs, time.from));
    const next = budgetPeriodEnd(present);
    return [
      { agreement, budgetPeriod: present },
      ...(next < time.to ? [{ agreement, budgetPeriod: budgetPeriodAt(privacyBudget.period, next) }] : []),
    ];
  });
}

/** Commits to those that have no commitment. @returns their number */
export async function commitSeeds(
  transaction: Transaction,
  places: readonly SeedPlace[],
  { noiseKey, nowMs }: { readonly noiseKey: Uint8Array; readonly nowMs: number },
): Promise<number> {
  let made = 0;
  for (const place of places) {
    const commitment = commitmentTo(noiseSeed(noiseKey, place), place);
    if (await insertCommitment(transaction, place, { commitment, committedAt: nowMs })) made += 1;
  }
  return made;
}

/** The budget period of counts: that of their first day. */
export function budgetPlaceOf({ id }: Agreement, budget: { readonly period: BudgetPeriod }, period: Period): SeedPlace {
  return { agreement: id, budgetPeriod: budgetPeriodAt(budget.period, period.from) };
}

/** The seed of a period's noise, if the ledger had the commitment before the period began. */
export async function committedSeed(
  database: Connection,
  place: SeedPlace,
  { noiseKey, period }: { readonly noiseKey: Uint8Array; readonly period: Period },
): Promise<CommittedSeed | DeliveryRefusal> {
  const stored = await findCommitment(database, place);
  if (stored === undefined || stored.committedAt >= period.from) return 'not-committed';
  const seed = noiseSeed(noiseKey, place);
  if (commitmentTo(seed, place) !== stored.commitment) return 'seed-differs';
  return { seed, budgetPeriod: place.budgetPeriod, commitment: stored.commitment };
}
