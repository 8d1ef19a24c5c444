import type { RuleId } from '../../oversight/detection/rules/rule-ids.ts';
import { RULE_WORDS } from '../words-of-detection.ts';

/** The rule in words, and the code by which records and files name it. */
export function RuleName({ rule }: { readonly rule: RuleId }) {
  return (
    <>
      {RULE_WORDS[rule]} <span class="digest quiet">{rule}</span>
    </>
  );
}
