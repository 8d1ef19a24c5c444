import type { DocumentProgress } from '../../hardware/document-reader/document-reader.ts';
import type { Advice } from '../../models/face/quality/advice.ts';
import type { LanePhase } from '../../server/contract/vocabulary.ts';
import type { DeclarationRules } from '../declaration/rules.ts';
import type { Evidence, FaceEvidence } from '../decision/evidence.ts';
import type { Policy } from '../decision/policy.ts';
import type { FaceProgress } from '../face/face-attempt.ts';
import type { ShownChallenge } from '../face/light-board.ts';
import type { FingerProgress } from '../finger/finger-attempt.ts';
import type { ReceiptView } from '../receipt/receipt-view.ts';
import type { Lane } from './lane.ts';

/** Help for another attempt, from the check that did not succeed. It tells an attacker nothing that the instructions do not. */
export type RetryHint =
  | 'document-again'
  | 'token-again'
  | 'stand-alone'
  | 'step-into-view'
  | 'look-again'
  | 'light-again'
  | 'turn-again'
  | 'finger-again'
  | Advice;

/** The steps that a traveller sees at the top of the screen, except the gate itself. */
export type PassedStep = 'notice' | 'document' | 'face' | 'finger' | 'declaration';

/** What a screen may know of the lane. Nothing in it outlives the traveller. */
export interface LaneView {
  readonly phase: LanePhase;
  /** 1 for the first try of a phase. */
  readonly attempt: number;
  readonly hint: RetryHint | undefined;
  /** The steps that this traveller has finished. Empty when the gate opens for an order: no step ran. */
  readonly passed?: readonly PassedStep[];
  /** The number of the referral, while the traveller is sent to an officer. */
  readonly ticket?: string | undefined;
  /** How far the document has been read; absent until one lies on the reader. */
  readonly document?: DocumentProgress | undefined;
  readonly face: FaceProgress | undefined;
  /** Absent where no finger is asked for. */
  readonly finger?: FingerProgress | undefined;
  /** What is to be declared; only while it is asked. */
  readonly declaration?: DeclarationRules | undefined;
  /** Where goods were declared: the desk to go to in the place of the lane's own, or the lane behind the gate. */
  readonly customs?: CustomsView | undefined;
  /** Whether the traveller is being asked whether they need more time; the rest of this says what for. */
  readonly asked?: true | undefined;
  /** Absent where this lane gives none, and while there is nobody to give one to. */
  readonly receipt?: ReceiptView | undefined;
  /** ICAO 9303-3 code of the document being processed, for the language of the screen. */
  readonly issuingState: string | undefined;
  /** Coloured light that the screen is to show, whatever the phase. */
  readonly light?: ShownChallenge | undefined;
  /** Whether the traveller may still choose to go without coloured light, or has; absent where none is asked for. */
  readonly lights?: 'offered' | 'declined' | undefined;
}

export type CustomsView = { readonly kind: 'desk'; readonly desk: string } | { readonly kind: 'red-lane' };

/** What the steps have told so far. */
export interface StepProgress {
  readonly document?: DocumentProgress | undefined;
  readonly face?: FaceProgress | undefined;
  readonly finger?: FingerProgress | undefined;
}

export function viewOf({ state, evidence }: Lane, { document, face, finger }: StepProgress): LaneView {
  const attempt = 'attempt' in state ? state.attempt : 1;
  return {
    phase: state.phase,
    attempt,
    hint: attempt > 1 ? hintOf(state.phase, evidence.face) : undefined,
    passed: passedBy(state, evidence),
    document: state.phase === 'document' ? document : undefined,
    face: state.phase === 'face' ? face : undefined,
    finger: state.phase === 'finger' ? finger : undefined,
    ...('asked' in state && { asked: true as const }),
    issuingState: evidence.document?.kind === 'read' ? evidence.document.issuingState : undefined,
  };
}

/** What a policy adds to the view. */
export function customsOf(
  { state: { phase }, evidence }: Lane,
  { declaration }: Policy,
): Pick<LaneView, 'declaration' | 'customs'> {
  if (declaration === undefined) return {};
  if (phase === 'declaration') return { declaration: declaration.rules };
  if (evidence.declaration !== 'red' || evidence.interruption !== undefined) return {};
  const { redChannel } = declaration;
  const isLane = redChannel.kind === 'red-lane';
  if (phase === 'referred' && !isLane) return { customs: { kind: 'desk', desk: redChannel.desk } };
  return (phase === 'opening' || phase === 'passage') && isLane ? { customs: { kind: 'red-lane' } } : {};
}

function hintOf(phase: LanePhase, face: FaceEvidence | undefined): RetryHint {
  if (phase === 'document') return 'document-again';
  if (phase === 'token') return 'token-again';
  if (phase === 'finger') return 'finger-again';
  switch (face?.kind) {
    case 'several':
      return 'stand-alone';
    case 'nobody':
      return 'step-into-view';
    case 'poor-quality':
      return face.advice ?? 'look-again';
    case 'captured':
      if (face.comparison !== undefined) return 'look-again';
      return face.headTurn === undefined ? 'light-again' : 'turn-again';
    case 'portrait-unusable':
    case 'device-fault':
    case undefined:
      return 'look-again';
  }
}

const BEFORE_NOTICE_ENDS: readonly LanePhase[] = ['starting', 'idle', 'notice', 'emergency', 'out-of-service'];

function passedBy(state: Lane['state'], { document, face, finger, declaration }: Evidence): readonly PassedStep[] {
  if (BEFORE_NOTICE_ENDS.includes(state.phase) || 'ordered' in state) return [];
  const found = {
    document: document?.kind === 'read',
    face: face !== undefined && state.phase !== 'face',
    finger: finger !== undefined && state.phase !== 'finger',
    declaration: declaration !== undefined,
  };
  const steps = ['document', 'face', 'finger', 'declaration'] as const;
  return ['notice', ...steps.filter((step) => found[step])];
}
