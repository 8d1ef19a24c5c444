import { EU_ARRIVALS } from '../declaration/rules.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../decision/policy.ts';

/** The policy of `npm start`: the development policy plus the customs declaration. */
export const DEMONSTRATION_POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'demonstration-1',
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'declaration'],
  declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'customs-desk', desk: 'C1' } },
};
