import type { ModelSession } from '../session.ts';

/** A landmark session that remembers how confident its last run was that it saw a face. */
export interface ConfidenceListener {
  readonly session: ModelSession;
  /** 0..1; `NaN` before the first run. */
  readonly confidence: () => number;
}

/** Listens in on the network's second output: quality wants the value that `locateLandmarks` only holds against a floor. */
export function listenForConfidence(session: ModelSession): ConfidenceListener {
  let confidence = Number.NaN;
  return {
    session: {
      ...session,
      async run(inputs) {
        const outputs = await session.run(inputs);
        confidence = outputs['Identity_1']?.data[0] ?? Number.NaN;
        return outputs;
      },
    },
    confidence: () => confidence,
  };
}
