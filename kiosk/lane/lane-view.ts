import type { LanePhase } from '../../server/contract/vocabulary.ts';
import type { DocumentProgress } from '../../hardware/document-reader/document-reader.ts';
import type { DeclarationRules } from '../declaration/rules.ts';
import type { FaceEvidence } from '../decision/evidence.ts';
import type { Policy } from '../decision/policy.ts';
import type { DocumentEvidence } from '../document/inspect.ts';
import type { FaceProgress } from '../face/face-attempt.ts';
import type { ShownChallenge } from '../face/light-board.ts';
import type { FingerProgress } from '../finger/finger-attempt.ts';
import type { ReceiptView } from '../receipt/receipt-view.ts';
import type { Lane } from './lane.ts';

/** Why the traveller is asked to try again: what helps them, nothing that helps an attacker. */
export type RetryHint =
  | 'document-again'
  | 'token-again'
  | 'stand-alone'
  | 'step-into-view'
  | 'face-again'
  | 'finger-again';

/** What a screen may know of the lane. Nothing in it outlives the traveller. */
export interface LaneView {
  readonly phase: LanePhase;
  /** 1 for the first try of a phase. */
  readonly attempt: number;
  readonly hint: RetryHint | undefined;
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
    hint: attempt > 1 ? hintOf(state.phase, evidence) : undefined,
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

function hintOf(
  phase: LanePhase,
  { face }: { face: FaceEvidence | undefined; document: DocumentEvidence | undefined },
): RetryHint {
  if (phase === 'document') return 'document-again';
  if (phase === 'token') return 'token-again';
  if (phase === 'finger') return 'finger-again';
  if (face?.kind === 'several') return 'stand-alone';
  return face?.kind === 'nobody' ? 'step-into-view' : 'face-again';
}
