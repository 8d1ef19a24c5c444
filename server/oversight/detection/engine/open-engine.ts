import { INVARIANTS } from '../invariants/invariants.ts';
import { withShares } from '../statistics/statistic-book.ts';
import { DetectionEngine, type EngineState } from './detection-engine.ts';

/** The engine with all rules. @param state the result of its `state`, or `undefined` at the first start */
export function openEngine(state: unknown): DetectionEngine {
  return new DetectionEngine({
    invariants: INVARIANTS,
    state: present(state as EngineState | EarlierState | undefined),
  });
}

/** Version 1 knew weekends instead of days of the week: amounts learn anew. Version 2 did not compare shared work with its even share. */
type EarlierState = Omit<EngineState, 'version'> & { readonly version: 1 | 2 };

function present(state: EngineState | EarlierState | undefined): EngineState | undefined {
  if (state === undefined || state.version === 3) return state;
  const amounts = state.version === 1 ? [] : state.statistics.amounts;
  return {
    ...state,
    version: 3,
    statistics: { ...state.statistics, amounts, counts: withShares(state.statistics.counts) },
  };
}
