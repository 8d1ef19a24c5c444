import type { MatchReport } from '../../../server/contract/report.ts';
import { rulesDigest } from '../../../server/contract/rules/questions.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, NOT_AVAILABLE, NOT_REACHED, PASSED } from './finding.ts';
import type { Policy } from './policy.ts';

/**
 * Passes when a declaration was made. A red channel fails if there is no red lane behind the gate; goods of a shown declaration that do not
 * pass always fail, because an officer has to look at them.
 */
export function declarationMade({ declaration, goods }: Evidence, policy: Policy): Finding {
  if (policy.declaration === undefined) return NOT_AVAILABLE;
  if (declaration === undefined) return NOT_REACHED;
  const toDesk = goods !== undefined || policy.declaration.redChannel.kind === 'customs-desk';
  const refers = declaration === 'red' && toDesk;
  return refers ? { result: 'failed', reason: 'goods-declared' } : PASSED;
}

/** The declaration in a report: the channel and the rules, without the declared goods. */
export function declarationFacts({ declaration }: Evidence, policy: Policy): MatchReport['declaration'] {
  if (declaration === undefined || policy.declaration === undefined) return undefined;
  const { rules } = policy.declaration;
  return { channel: declaration, rules: rules.id, rulesDigest: rulesDigest(rules) };
}
