/** What a verdict says, for the person who holds the receipt. */
import type { ReceiptRefusal, ReceiptVerdict } from './judge-receipt.ts';

const REFUSALS: { readonly [Code in ReceiptRefusal]?: string } = {
  'malformed-receipt': 'This is not a receipt, or a part of it is missing.',
  'unknown-lane': 'The receipt names a lane whose key you did not give.',
  'bad-signature': 'The receipt was altered, or another lane made it.',
  'other-policy': 'The lane made it under another retention policy than the one you gave.',
  'beyond-policy': 'The lane promised itself more time than its retention policy allows.',
  'bad-report': 'The report of the erasure was altered, or is none of this lane.',
  'not-in-report': 'This report tells of the erasure of others.',
  'other-entry-proved': 'The proof is of something else than this report.',
};

/** @param nowMs wall time, for whether the limit has passed */
export function linesOf(verdict: ReceiptVerdict, nowMs: number): string[] {
  if (verdict.kind === 'refused') {
    return [`NOT VERIFIED (${verdict.code})`, REFUSALS[verdict.code] ?? 'The proof from the ledger does not hold.'];
  }
  const { receipt, withinPolicy, erasure } = verdict;
  const { kioskId, retentionClass, issuedAt, goneBy } = receipt;
  const told =
    retentionClass === 'cleared'
      ? `You went through. The lane undertook to destroy your captures as the passage ended, by ${time(goneBy)}; had somebody followed you in, it would keep them as a referral's.`
      : `You were sent to a desk. The lane keeps your captures sealed for an officer until ${time(goneBy)}, unless two people order them held.`;
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
      ? ['Whether they are destroyed this receipt alone does not prove.']
      : [
          'The time is over. Ask the border service for the report of the erasure, or what is still held: your code finds it.',
        ];
  }
  const { by, from, to, witnesses } = erasure;
  const what =
    by === 'tag'
      ? 'DESTROYED: the lane reported the destruction of your captures'
      : 'DESTROYED: the lane reported the destruction of every key under which your captures lay';
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
