import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import { untilText } from '../words/receipt-times.ts';
import type { ScreenModel } from './screen-model.ts';

const SHOWN_IN: readonly LanePhase[] = ['opening', 'passage', 'referred'];

/** The text beside a receipt, or in its place; `undefined` where neither is shown. */
export function receiptSaying({ state, words, language }: ScreenModel): string | undefined {
  const { receiptOf } = words.value;
  const { phase, receipt } = state.value ?? {};
  if (phase === undefined || !SHOWN_IN.includes(phase)) return undefined;
  if (receipt?.kind === 'missed') return receiptOf.missed;
  if (receipt?.kind !== 'made') return undefined;
  return phase === 'referred' ? receiptOf.referred(untilText(language.value, receipt)) : receiptOf.cleared;
}
