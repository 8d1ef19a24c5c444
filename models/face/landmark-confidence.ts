import type { ModelSession } from '../runtime/session.ts';

/** A landmark session that stores the confidence of its last run. */
export interface ConfidenceListener {
  readonly session: ModelSession;
  /** 0..1; `NaN` before the first run. */
  readonly confidence: () => number;
}

/**
 * Records the network's second output. The quality measures need the value, which `locateLandmarks` only compares with
 * a minimum.
 */
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
