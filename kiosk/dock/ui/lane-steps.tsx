import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import { phase, state } from './dock-state.ts';

const STEPS: readonly { readonly phases: readonly LanePhase[]; readonly label: string }[] = [
  { phases: ['idle', 'starting'], label: 'Ready' },
  { phases: ['notice'], label: 'Notice' },
  { phases: ['document'], label: 'Document' },
  { phases: ['face'], label: 'Face' },
  { phases: ['deciding'], label: 'Decision' },
  { phases: ['opening', 'passage'], label: 'Gate open' },
];

const ASIDE: Readonly<Partial<Record<LanePhase, string>>> = {
  referred: 'Sent to the desk',
  'out-of-service': 'Out of service',
};

export function LaneSteps() {
  const now = phase.value;
  const view = state.value?.lane;
  const aside = ASIDE[now];
  return (
    <div>
      <ol class="steps" aria-label="Where the lane is">
        {STEPS.map(({ phases, label }) => (
          <li key={label} {...(phases.includes(now) ? { 'aria-current': 'step' as const } : {})}>
            {label}
          </li>
        ))}
      </ol>
      <p role="status" class={aside === undefined ? 'quiet' : 'aside'}>
        {aside ??
          (view !== undefined && view.attempt > 1
            ? `Try ${view.attempt}`
            : `The gate is ${state.value?.gate ?? 'unknown'}`)}
      </p>
    </div>
  );
}
