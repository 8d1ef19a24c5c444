/** A verdict in words, for the holder of the receipt. */
import type { ReceiptRefusal, ReceiptVerdict } from './judge-receipt.ts';

const REFUSALS: { readonly [Code in ReceiptRefusal]?: string } = {
  'malformed-receipt': 'This is not a receipt, or a part of it is missing.',
  'unknown-lane': 'The receipt names a lane whose key you did not give.',
  'bad-signature': 'The receipt was altered, or another lane made it.',
  'other-policy': 'The lane made it under another retention policy than the one you gave.',
  'beyond-policy': 'The lane promised itself more time than its retention policy allows.',
  'bad-report': 'The report of the erasure was altered, or is not of this lane.',
  'not-in-report': 'This report is about another erasure.',
  'other-entry-proved': 'The proof is not for this report.',
};

/** @param nowMs wall time, for whether the limit has passed */
export function linesOf(verdict: ReceiptVerdict, nowMs: number): string[] {
  if (verdict.kind === 'refused') {
    return [`NOT VERIFIED (${verdict.code})`, REFUSALS[verdict.code] ?? 'The proof from the ledger is not valid.'];
  }
  const { receipt, withinPolicy, erasure } = verdict;
  const { kioskId, retentionClass, issuedAt, goneBy } = receipt;
  const told =
    retentionClass === 'cleared'
      ? `You passed. The lane promised to destroy your captures at the end of the passage, by ${time(goneBy)}. If another person followed you in, it keeps them as for a referral.`
      : `You were sent to a desk. The lane keeps your captures sealed for an officer until ${time(goneBy)}, unless two people order a longer hold.`;
  return [
    'VERIFIED',
    `Made by lane ${kioskId} at ${time(issuedAt)}.`,
    told,
    ...(withinPolicy === true ? ['That is within its retention policy.'] : []),
    ...erasureLines(erasure, goneBy, nowMs),
  ];
}

type Proved = Extract<ReceiptVerdict, { kind: 'verified' }>['erasure'];

function erasureLines(erasure: Proved, goneBy: number, nowMs: number): string[] {
  if (erasure === undefined) {
    return nowMs <= goneBy
      ? ['This receipt alone does not prove that they are destroyed.']
      : [
          'The time is over. Ask the border service for the report of the erasure, or for data that it still holds, with your code.',
        ];
  }
  const { by, from, to, witnesses } = erasure;
  const what =
    by === 'tag'
      ? 'DESTROYED: the lane reported the destruction of your captures'
      : 'DESTROYED: the lane reported the destruction of every key of your captures';
  return [
    `${what}, between ${time(from)} and ${time(to)}.`,
    ...(witnesses === undefined
      ? ['No proof was given that the report is in the ledger.']
      : [
          `The report is in the ledger${witnesses.size > 0 ? `, cosigned by ${[...witnesses.keys()].join(', ')}` : ''}.`,
        ]),
  ];
}

function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
