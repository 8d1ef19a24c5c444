import { INVARIANTS } from '../invariants/invariants.ts';
import { DetectionEngine, type EngineState } from './detection-engine.ts';

/** The engine with all rules. @param state the result of its `state`, or `undefined` at the first start */
export function openEngine(state: unknown): DetectionEngine {
  return new DetectionEngine({ invariants: INVARIANTS, state: present(state as EngineState | FirstState | undefined) });
}

/** Version 1 knew weekends instead of days of the week: amounts learn anew. */
type FirstState = Omit<EngineState, 'version'> & { readonly version: 1 };

function present(state: EngineState | FirstState | undefined): EngineState | undefined {
  if (state?.version !== 1) return state;
  return { ...state, version: 2, statistics: { ...state.statistics, amounts: [] } };
}
