import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import type { PassedStep } from '../../lane/state-machine/lane-view.ts';
import type { Words } from '../words/words.ts';

const STEPS = ['notice', 'document', 'face', 'finger', 'declaration', 'gate'] as const;
type StepName = PassedStep | 'gate';

export interface StepListProps {
  readonly phase: LanePhase;
  /** The steps that ran and ended: only these are ticked. */
  readonly passed: readonly PassedStep[];
  /** Whether this lane takes fingerprints. */
  readonly fingers: boolean;
  /** Whether it asks for a declaration. */
  readonly declares: boolean;
  readonly words: Words;
}

/** The traveller's progress. There is none between travellers, at the desk, and where the gate opens for an order. */
export function StepList({ phase, passed, fingers, declares, words }: StepListProps) {
  const skipped: readonly StepName[] = [
    ...(fingers ? [] : ['finger' as const]),
    ...(declares ? [] : ['declaration' as const]),
  ];
  const shown = STEPS.filter((step) => !skipped.includes(step));
  const at = stepOf(phase, shown);
  if (at === undefined || (at === 'gate' && passed.length === 0)) return null;
  const ran: readonly string[] = passed;
  const current = shown.indexOf(at);
  const { steps } = words;
  return (
    <nav class="steps" aria-label={steps.label}>
      <ol>
        {shown.map((step, index) => {
          const isDone = index < current && ran.includes(step);
          return (
            <li
              key={step}
              class={isDone ? 'done' : index === current ? 'current' : 'ahead'}
              aria-current={index === current ? 'step' : undefined}
            >
              <span class="step-mark" aria-hidden="true">
                {isDone ? '✓' : index + 1}
              </span>
              <span class="step-name">{steps[step]}</span>
              {isDone && <span class="visually-hidden"> ({steps.done})</span>}
            </li>
          );
        })}
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
