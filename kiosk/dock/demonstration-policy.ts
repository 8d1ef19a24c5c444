import { EU_ARRIVALS } from '../../server/contract/rules/questions.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../rules/decision/policy.ts';
import { SPECIMEN_LIST } from '../main/simulation/specimen-list.ts';

const MONTH_MS = 30 * 86_400_000;

/** The policy of `npm start`: the development policy, the customs declaration, and the list of specimen documents, which is new at each start. */
export const DEMONSTRATION_POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'demonstration-1',
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'declaration', 'document-watchlist'],
  watchlists: [{ list: SPECIMEN_LIST, warnAfterMs: MONTH_MS, referAfterMs: MONTH_MS }],
  groupCounts: 'randomised',
  declaration: {
    rules: EU_ARRIVALS,
    phoneCodes: 'accepted',
    goodsCodes: 'also-offline',
    redChannel: { kind: 'customs-desk', desk: 'C1' },
  },
};
