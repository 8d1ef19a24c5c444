/** The verification of proofs of viewings, as a chunk that is loaded when it is needed. */
import type { ViewingLog } from '../../goods/declarations/api/answers.ts';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';

type Viewing = ViewingLog['viewings'][number];

export type ViewingVerdict =
  | { readonly kind: 'verified'; readonly witnesses: number }
  /** The ledger's entry has other values than the list, or the proof is not valid. */
  | { readonly kind: 'refused'; readonly code: string };

/** Whether the ledger contains exactly this viewing. @param policy text of the policy with the ledger's keys */
export function verifyViewing(viewing: Viewing, proof: string, policy: string, trader: string): ViewingVerdict {
  const judged = judgeProofFile({ proof, policy });
  if (judged.kind === 'refused') return { kind: 'refused', code: judged.code };
  const { entry } = judged;
  if (entry?.type !== 'declaration-viewing') return { kind: 'refused', code: 'other-entry' };
  const { number, declaration, office, purpose, groups, at } = viewing;
  const isSame =
    entry.trader === trader &&
    entry.number === number &&
    entry.declaration === declaration &&
    entry.office === office &&
    entry.purpose === purpose &&
    entry.at === at &&
    entry.groups.join() === groups.join();
  return isSame ? { kind: 'verified', witnesses: judged.witnesses.size } : { kind: 'refused', code: 'other-entry' };
}

/** Numbers up to the latest one that are missing in a list of all viewings. */
export function missingNumbers(numbers: readonly number[], latest: number): readonly number[] {
  const there = new Set(numbers);
  return Array.from({ length: latest }, (_, at) => at + 1).filter((number) => !there.has(number));
}
