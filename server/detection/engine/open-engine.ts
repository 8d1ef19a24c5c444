import { INVARIANTS } from '../invariants/invariants.ts';
import { DetectionEngine, type EngineState } from './detection-engine.ts';

/** The engine with all rules. @param state the result of its `state`, or `undefined` at the first start */
export function openEngine(state: unknown): DetectionEngine {
  return new DetectionEngine({ invariants: INVARIANTS, state: state as EngineState | undefined });
}
