/**
 * Judges the counts of a delivery, as the partner's program stored them, against the report of a year: whether the noise comes from the seed to
 * which the ledger was committed before the counts existed, and whether withheld counts are withheld as the agreement says. Pure.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import { agreements } from '../../../sharing/agreement/tables/agreement-table.ts';
import { deliveries, type StoredDelivery } from '../../../sharing/deliveries/tables/delivery-table.ts';
import { type Projected, projectedSchema } from '../../../sharing/projection/project.ts';
import { verifyNoise } from '../../../sharing/projection/verify-noise.ts';
import { isWithin } from '../../../sharing/projection/within-agreement.ts';
import type { YearEvidence } from './figures.ts';
import { keptDeliverySchema } from './year-file.ts';

export type JudgedDelivery =
  /** `exact`: the counts without their noise. */
  | { readonly kind: 'noise-confirmed'; readonly exact: Exact }
  | { readonly kind: 'seed-missing' }
  /** `shown` counts are at least the smallest cell; `withheld` ones cannot be confirmed. */
  | { readonly kind: 'suppression'; readonly shown: number; readonly withheld: number; readonly smallestCell: number }
  | { readonly kind: 'refused'; readonly code: DeliveryFault };

type Exact = Extract<ReturnType<typeof verifyNoise>, { readonly kind: 'proved' }>['exact'];

/**
 * `malformed`: not the stored form of a delivery of counts. `unknown`: the report has no such delivery. `other-content`: of another agreement,
 * dataset or period. `not-committed`: the ledger has no commitment, or one from after the first moment of the period. `other-seed` and
 * `impossible`: see `NoiseVerdict`. `too-small`: a count below the smallest cell is shown. `computable`: a withheld count follows from the total.
 * `outside-agreement`: other fields, values, noise or smallest cell than the version of the agreement names, or another length of the period.
 */
export type DeliveryFault =
  | 'malformed'
  | 'unknown'
  | 'other-content'
  | 'not-committed'
  | 'other-seed'
  | 'impossible'
  | 'too-small'
  | 'computable'
  | 'outside-agreement';

const refused = (code: DeliveryFault): JudgedDelivery => ({ kind: 'refused', code });

/** @param seed 32 bytes in hex, which the agency reveals; `undefined`: it does not */
export function judgeDelivery(
  { rowsOf }: Pick<YearEvidence, 'rowsOf'>,
  bytes: Uint8Array,
  seed: string | undefined,
): JudgedDelivery {
  const kept = keptIn(bytes);
  if (kept === undefined) return refused('malformed');
  const { digest, content } = kept;
  const delivery = rowsOf('sharing_deliveries')
    .map(deliveries.read)
    .find((one) => one.digest === digest);
  if (delivery === undefined) return refused('unknown');
  const isSame =
    content.agreement.digest === delivery.agreementDigest &&
    content.agreement.id === delivery.agreement &&
    content.dataset === delivery.dataset &&
    content.period.name === delivery.period;
  if (!isSame) return refused('other-content');
  const judged = judgeProtection({ rowsOf }, delivery, content, seed);
  if (judged.kind === 'refused') return judged;
  const agreed = rowsOf('sharing_agreements')
    .map(agreements.read)
    .find(({ digest: own }) => own === delivery.agreementDigest);
  return agreed !== undefined && isWithin(agreed.agreement, content) ? judged : refused('outside-agreement');
}

function judgeProtection(
  { rowsOf }: Pick<YearEvidence, 'rowsOf'>,
  delivery: StoredDelivery,
  content: Projected,
  seed: string | undefined,
): JudgedDelivery {
  const { protection } = content;
  if (protection.kind === 'suppression') return judgeSuppression(content, protection.smallestCell);
  const commitment = rowsOf('sharing_commitments').find(
    (row) => row['agreement'] === delivery.agreement && row['budget_period'] === protection.budgetPeriod,
  );
  if (commitment === undefined || integerColumn(commitment['committed_at']) >= content.period.from)
    return refused('not-committed');
  if (seed === undefined) return { kind: 'seed-missing' };
  const verdict = verifyNoise(content, hexToBytes(seed), textColumn(commitment['commitment']));
  if (verdict.kind === 'proved') return { kind: 'noise-confirmed', exact: verdict.exact };
  return refused(verdict.code === 'no-noise' ? 'malformed' : verdict.code);
}

function judgeSuppression({ cells, total }: Projected, smallestCell: number): JudgedDelivery {
  const shown = cells.flatMap(({ count }) => count ?? []);
  const withheld = cells.length - shown.length;
  if (shown.some((count) => count < smallestCell)) return refused('too-small');
  if (total !== null && withheld === 1) return refused('computable');
  const rest = total === null ? undefined : total - shown.reduce((sum, count) => sum + count, 0);
  if (rest !== undefined && (rest < 0 || (withheld === 0 && rest !== 0))) return refused('impossible');
  return { kind: 'suppression', shown: shown.length, withheld, smallestCell };
}

function keptIn(bytes: Uint8Array): { readonly digest: string; readonly content: Projected } | undefined {
  try {
    const kept = keptDeliverySchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return { digest: kept.digest, content: projectedSchema.parse(kept.content) };
  } catch {
    return undefined;
  }
}
