/** Verifies a published head. This chunk is loaded with the ledger's view. */
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { parsePolicy } from '../../platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../platform/transparency/proof/trust-checkpoint.ts';

export interface WitnessWord {
  readonly name: string;
  /** Wall ms; `null`: it has not cosigned this head. */
  readonly cosignedAt: number | null;
}

export type HeadVerdict =
  | { readonly kind: 'holds'; readonly witnesses: readonly WitnessWord[] }
  /** A code of the ledger. */
  | { readonly kind: 'fails'; readonly code: string };

/** Verifies the signatures of a published head, here in the page, by the server's policy. */
export function judgeHead(policyText: string, checkpoint: string): HeadVerdict {
  try {
    const policy = parsePolicy(policyText);
    const { witnesses } = trustCheckpoint(policy, checkpoint);
    const words = policy.witnesses.map(({ name }) => {
      const seconds = witnesses.get(name);
      return { name, cosignedAt: seconds === undefined ? null : seconds * 1_000 };
    });
    return { kind: 'holds', witnesses: words };
  } catch (error) {
    if (error instanceof LedgerError) return { kind: 'fails', code: error.code };
    throw error;
  }
}
