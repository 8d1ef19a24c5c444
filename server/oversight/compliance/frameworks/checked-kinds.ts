/** Kinds of proposals whose content the chosen frameworks can contradict. Pure. */
import { retentionPolicySchema } from '../../../contract/retention.ts';
import type { LegalConflict } from '../../../records/proposals/legal-conflict.ts';
import type { AnyProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { agreementSchema } from '../../../sharing/agreement/agreement.ts';
import { legalConflicts } from './judge.ts';
import type { FrameworkId } from './vocabulary.ts';

/** Adds to each kind that concerns a rule of law the comparison with the chosen frameworks. */
export function checkedKinds(kinds: readonly AnyProposalKind[], chosen: readonly FrameworkId[]): AnyProposalKind[] {
  return kinds.map((kind) => ({ ...kind, conflicts: (payload) => conflictsOf(kind.kind, payload, chosen) }));
}

function conflictsOf(kind: string, payload: unknown, chosen: readonly FrameworkId[]): readonly LegalConflict[] {
  switch (kind) {
    case 'retention-policy':
      return legalConflicts(chosen, { policy: retentionPolicySchema.parse(payload) });
    case 'sharing-agreement': {
      const entered = agreementSchema.safeParse((payload as { readonly agreement?: unknown }).agreement);
      // A pause, an end or a signature changes nothing that a rule limits
      return entered.success ? legalConflicts(chosen, { agreements: [entered.data] }) : [];
    }
    default:
      return [];
  }
}
