/** A verdict in words, for the holder of the receipt. */
import type { ReceiptRefusal, ReceiptVerdict } from './judge-receipt.ts';

/** Puts values into a text, in the language of the reader. */
export type Say = (english: string, values?: Readonly<Record<string, string>>) => string;

type Refusals = { readonly [Code in ReceiptRefusal]?: string };

export const RECEIPT_REFUSALS = {
  'malformed-receipt': 'This is not a receipt, or a part of it is missing.',
  'unknown-lane': 'The receipt names a lane whose key you did not give.',
  'bad-signature': 'The receipt was altered, or another lane made it.',
  'other-policy': 'The lane made it under another retention policy than the one you gave.',
  'beyond-policy': 'The lane promised itself more time than its retention policy allows.',
  'bad-report': 'The report of the erasure was altered, or is not of this lane.',
  'not-in-report': 'This report is about another erasure.',
  'other-entry-proved': 'The proof is not for this report.',
} satisfies Refusals;

export const inEnglish: Say = (english, values = {}) =>
  english.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** @param nowMs wall time, for whether the limit has passed */
export function linesOf(
  verdict: ReceiptVerdict,
  nowMs: number,
  t: Say = inEnglish,
  refusals: Refusals = RECEIPT_REFUSALS,
): string[] {
  if (verdict.kind === 'refused') {
    const why = refusals[verdict.code] ?? t('The proof from the ledger is not valid.');
    return [t('NOT VERIFIED ({code})', { code: verdict.code }), why];
  }
  const { receipt, withinPolicy, erasure } = verdict;
  const { kioskId, retentionClass, issuedAt, goneBy } = receipt;
  const end = timeOf(goneBy);
  const promise =
    retentionClass === 'cleared'
      ? t(
          'You passed. The lane promised to destroy your captures at the end of the passage, by {end}. If another person followed you in, it keeps them as for a referral.',
          { end },
        )
      : t(
          'You were sent to a desk. The lane keeps your captures sealed for an officer until {end}, unless two people order a longer hold.',
          { end },
        );
  return [
    t('VERIFIED'),
    t('Made by lane {lane} at {time}.', { lane: kioskId, time: timeOf(issuedAt) }),
    promise,
    ...(withinPolicy === true ? [t('That is within its retention policy.')] : []),
    ...erasureLines(erasure, goneBy, nowMs, t),
  ];
}

type Proved = Extract<ReceiptVerdict, { kind: 'verified' }>['erasure'];

function erasureLines(erasure: Proved, goneBy: number, nowMs: number, t: Say): string[] {
  if (erasure === undefined) {
    return nowMs <= goneBy
      ? [t('This receipt alone does not prove that they are destroyed.')]
      : [
          t(
            'The time is over. Ask the border service for the report of the erasure, or for data that it still holds, with your code.',
          ),
        ];
  }
  const { by, from, to, witnesses } = erasure;
  const period = { from: timeOf(from), to: timeOf(to) };
  return [
    by === 'tag'
      ? t('DESTROYED: the lane reported the destruction of your captures, between {from} and {to}.', period)
      : t(
          'DESTROYED: the lane reported the destruction of every key of your captures, between {from} and {to}.',
          period,
        ),
    witnessLine(witnesses, t),
  ];
}

function witnessLine(witnesses: NonNullable<Proved>['witnesses'], t: Say): string {
  if (witnesses === undefined) return t('No proof was given that the report is in the ledger.');
  if (witnesses.size === 0) return t('The report is in the ledger.');
  return t('The report is in the ledger, cosigned by {names}.', { names: [...witnesses.keys()].join(', ') });
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
