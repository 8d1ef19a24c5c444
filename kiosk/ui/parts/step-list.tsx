import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import type { Words } from '../words/words.ts';

const STEPS = ['notice', 'document', 'face', 'gate'] as const;

/** How far the traveller is. Between travellers, and for those who go to the desk, there is nothing to count. */
export function StepList({ phase, words }: { phase: LanePhase; words: Words }) {
  const current = indexOf(phase);
  if (current === undefined) return null;
  const { steps } = words;
  return (
    <nav class="steps" aria-label={steps.label}>
      <ol>
        {STEPS.map((step, index) => (
          <li
            key={step}
            class={index < current ? 'done' : index === current ? 'current' : 'ahead'}
            aria-current={index === current ? 'step' : undefined}
          >
            <span class="step-mark" aria-hidden="true">
              {index < current ? '✓' : index + 1}
            </span>
            <span class="step-name">{steps[step]}</span>
            {index < current && <span class="visually-hidden"> ({steps.done})</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function indexOf(phase: LanePhase): number | undefined {
  switch (phase) {
    case 'notice':
      return 0;
    case 'document':
      return 1;
    case 'face':
    case 'deciding':
      return 2;
    case 'opening':
    case 'passage':
      return 3;
    case 'starting':
    case 'idle':
    case 'referred':
    case 'out-of-service':
      return undefined;
  }
}
