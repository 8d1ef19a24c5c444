import type { Comparison } from '../../../models/face/compare.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';

/** A comparison of the traveller at the lane. */
export interface Subject {
  readonly transactionId: TransactionId;
  /** `undefined`: a registered record. */
  readonly portrait: SealedCapture | undefined;
  readonly frames: readonly SealedCapture[];
  readonly maximumFalseMatchRate: number;
  readonly comparison: Comparison;
}

export interface ComparisonMemory {
  /** The analysis, whose last comparison is remembered until it is taken. */
  watch(analysis: FaceAnalysis): FaceAnalysis;
  /** The last comparison of this traveller, which is then forgotten. */
  take(transactionId: TransactionId): Subject | undefined;
  forget(transactionId: TransactionId): void;
}

/** Remembers sealed captures and the result, no picture and no key; nothing while `isWanted` is false. */
export function rememberComparisons(isWanted: () => boolean): ComparisonMemory {
  let portrait: SealedCapture | undefined;
  let subject: Subject | undefined;
  return {
    watch: (analysis) => ({
      ...analysis,
      async setReference(of) {
        subject = undefined;
        portrait = of;
        return analysis.setReference(of);
      },
      async setRecord(record) {
        subject = undefined;
        portrait = undefined;
        return analysis.setRecord(record);
      },
      async compare(frames, maximumFalseMatchRate) {
        const comparison = await analysis.compare(frames, maximumFalseMatchRate);
        const [first] = frames;
        if (first !== undefined && isWanted()) {
          const { transactionId } = first;
          const reference = portrait?.transactionId === transactionId ? portrait : undefined;
          subject = { transactionId, portrait: reference, frames: [...frames], maximumFalseMatchRate, comparison };
        }
        return comparison;
      },
    }),
    take(transactionId) {
      const taken = subject?.transactionId === transactionId ? subject : undefined;
      if (taken !== undefined) subject = undefined;
      return taken;
    },
    forget(transactionId) {
      if (subject?.transactionId === transactionId) subject = undefined;
      if (portrait?.transactionId === transactionId) portrait = undefined;
    },
  };
}
