import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import type { Words } from '../words/words.ts';

const STEPS = ['notice', 'document', 'face', 'finger', 'declaration', 'gate'] as const;
type StepName = (typeof STEPS)[number];

export interface StepListProps {
  readonly phase: LanePhase;
  /** Whether this lane takes fingerprints. */
  readonly fingers: boolean;
  /** Whether it asks for a declaration. */
  readonly declares: boolean;
  readonly words: Words;
}

/** How far the traveller is. Between travellers, and for those who go to the desk, there is nothing to count. */
export function StepList({ phase, fingers, declares, words }: StepListProps) {
  const skipped: readonly StepName[] = [
    ...(fingers ? [] : ['finger' as const]),
    ...(declares ? [] : ['declaration' as const]),
  ];
  const shown = STEPS.filter((step) => !skipped.includes(step));
  const at = stepOf(phase, shown);
  if (at === undefined) return null;
  const current = shown.indexOf(at);
  const { steps } = words;
  return (
    <nav class="steps" aria-label={steps.label}>
      <ol>
        {shown.map((step, index) => (
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

function stepOf(phase: LanePhase, shown: readonly StepName[]): StepName | undefined {
  switch (phase) {
    case 'notice':
    case 'document':
    case 'face':
    case 'finger':
    case 'declaration':
      return phase;
    case 'token':
      return 'document';
    case 'deciding':
      return shown.at(-2);
    case 'opening':
    case 'passage':
      return 'gate';
    case 'starting':
    case 'idle':
    case 'referred':
    case 'emergency':
    case 'out-of-service':
      return undefined;
  }
}
