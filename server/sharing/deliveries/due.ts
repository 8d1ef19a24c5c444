/** Which deliveries are due under the agreements at a time. Pure. */
import type { AgreedDataset, Agreement } from '../agreement/agreement.ts';
import { type AgreementFacts, beginsAt, endsAt } from '../agreement/state.ts';
import { type Period, periodsWithin } from '../projection/periods.ts';

const DAY_MS = 86_400_000;

export interface DueFacts extends AgreementFacts {
  readonly agreement: Agreement;
}

export interface DueDelivery<F extends DueFacts = DueFacts> {
  readonly facts: F;
  readonly dataset: AgreedDataset;
  readonly period: Period;
}

/** Whether a version delivers at present what is due. It does not while it is paused or a key is not in use. */
export function isDelivering({ signedAt, pausedAt, endedAt, partiesInUse }: DueFacts): boolean {
  return signedAt !== null && pausedAt === null && endedAt === null && partiesInUse;
}

/** The time in which a version counts travellers; `undefined`: it is not signed, or two people ended it. */
export function timeOf(
  { agreement, signedAt, endedAt }: DueFacts,
  versions: readonly DueFacts[],
): { readonly from: number; readonly to: number } | undefined {
  if (signedAt === null || endedAt !== null) return undefined;
  const next = versions
    .filter((one) => one.agreement.id === agreement.id && one.agreement.version > agreement.version)
    .filter((one) => one.signedAt !== null)
    .map((one) => beginsAt(one.agreement));
  return { from: beginsAt(agreement), to: Math.min(endsAt(agreement), ...next) };
}

/**
 * The whole periods within the time of each version whose delay has passed, in the order in which they became due. Those of a version that ran
 * out, or that the next version replaced, are due afterwards.
 */
export function dueDeliveries<F extends DueFacts>(versions: readonly F[], nowMs: number): DueDelivery<F>[] {
  const due = versions.flatMap((facts) => {
    const time = timeOf(facts, versions);
    if (time === undefined || !isDelivering(facts)) return [];
    return facts.agreement.datasets.flatMap((dataset) => {
      const to = Math.min(time.to, nowMs - dataset.delayDays * DAY_MS);
      return periodsWithin(dataset.granularity, time.from, to).map((period) => ({ facts, dataset, period }));
    });
  });
  const dueAt = ({ period, dataset }: DueDelivery) => period.to + dataset.delayDays * DAY_MS;
  return due.sort((one, other) => dueAt(one) - dueAt(other));
}
