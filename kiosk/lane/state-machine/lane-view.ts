import type { GoodsRefusal } from '../../rules/declaration/goods-finding.ts';
import type { DocumentProgress } from '../../../hardware/document-reader/document-reader.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import { type Rates, ratesFor } from '../../../server/contract/rules/exchange.ts';
import type { RateTable } from '../../../server/contract/rules/rate-table.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { CodeRefusal } from '../../platform/base/vocabulary.ts';
import type { Evidence, FaceEvidence } from '../../rules/decision/evidence.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import type { ShownChallenge } from '../../biometrics/face/light-board.ts';
import type { FingerProgress } from '../../biometrics/finger/finger-attempt.ts';
import type { ReceiptView } from '../../vault/receipt/receipt-view.ts';
import type { Lane } from './lane.ts';

/** Advice for another attempt, from the failed check. It reveals no more than the instructions. */
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

/** The steps in the progress bar of the screen, except the gate. */
export type PassedStep = 'notice' | 'document' | 'face' | 'finger' | 'declaration';

/** The lane's view for its screen. It contains no data of earlier travellers. */
export interface LaneView {
  readonly phase: LanePhase;
  /** 1 for the first try of a phase. */
  readonly attempt: number;
  readonly hint: RetryHint | undefined;
  /** The finished steps of this traveller. Empty when the gate opens for an order, because no step ran. */
  readonly passed?: readonly PassedStep[];
  /** The number of the referral, while the traveller is referred. */
  readonly ticket?: string | undefined;
  /** Progress of reading the document; absent without a document on the reader. */
  readonly document?: DocumentProgress | undefined;
  readonly face: FaceProgress | undefined;
  /** Absent when no finger is required. */
  readonly finger?: FingerProgress | undefined;
  /** The rules of the declaration; only during its step. */
  readonly declaration?: DeclarationRules | undefined;
  /** For amounts in the other currencies of the rules; absent: they are for customs. Only during the declaration. */
  readonly rates?: Rates | undefined;
  /** Where travellers can show a code with their answers; only during the declaration. */
  readonly code?: CodeProgress | undefined;
  /** Why declared goods do not pass; only while the traveller is referred for it. */
  readonly goods?: GoodsRefusal | undefined;
  /** For declared goods: the customs desk that replaces the lane's desk, or the lane behind the gate. */
  readonly customs?: CustomsView | undefined;
  /** Whether the screen asks if the traveller needs more time. */
  readonly asked?: true | undefined;
  /** Absent when the lane offers no receipts, or there is no traveller. */
  readonly receipt?: ReceiptView | undefined;
  /** ICAO 9303-3 code of the document being processed, for the language of the screen. */
  readonly issuingState: string | undefined;
  /** Coloured light that the screen must show, in any phase. */
  readonly light?: ShownChallenge | undefined;
  /** Whether the page must save work, because the lane is slow: it shows pictures at rest. */
  readonly isReduced?: true | undefined;
  /** Whether the traveller can opt out of coloured light, or has; absent when no light is required. */
  readonly lights?: 'offered' | 'declined' | undefined;
}

export type CustomsView = { readonly kind: 'desk'; readonly desk: string } | { readonly kind: 'red-lane' };

export type CodeProgress =
  | { readonly kind: 'awaited' }
  /** The traveller can show another code, or answer here. */
  | { readonly kind: 'refused'; readonly why: CodeRefusal }
  /** Declared goods pass; the questions remain for everything else that the traveller brings. */
  | { readonly kind: 'goods-cleared' }
  /** The answers of the code, for the traveller to confirm. */
  | { readonly kind: 'shown'; readonly goods: DeclarationAnswer['goods'] };

/** The progress of the steps so far. */
export interface StepProgress {
  readonly document?: DocumentProgress | undefined;
  readonly face?: FaceProgress | undefined;
  readonly finger?: FingerProgress | undefined;
  readonly code?: CodeProgress | undefined;
}

export function viewOf({ state, evidence }: Lane, { document, face, finger, code }: StepProgress): LaneView {
  const attempt = 'attempt' in state ? state.attempt : 1;
  return {
    phase: state.phase,
    attempt,
    hint: attempt > 1 ? hintOf(state.phase, evidence.face) : undefined,
    passed: passedBy(state, evidence),
    document: state.phase === 'document' ? document : undefined,
    face: state.phase === 'face' ? face : undefined,
    finger: state.phase === 'finger' ? finger : undefined,
    ...(state.phase === 'declaration' && code !== undefined && { code }),
    ...('asked' in state && { asked: true as const }),
    issuingState: evidence.document?.kind === 'read' ? evidence.document.issuingState : undefined,
  };
}

/** The customs part of the view, from the policy. */
export function customsOf(
  { state: { phase }, evidence }: Lane,
  { declaration }: Policy,
  rates?: RateTable,
): Pick<LaneView, 'declaration' | 'rates' | 'customs' | 'goods'> {
  if (declaration === undefined) return {};
  // The lane judges by the law, so the page does not get it
  if (phase === 'declaration') {
    const { rules } = declaration;
    return { declaration: { ...rules, law: undefined }, ...(rates !== undefined && { rates: ratesFor(rules, rates) }) };
  }
  if (evidence.declaration !== 'red' || evidence.interruption !== undefined) return {};
  const { redChannel } = declaration;
  const isLane = redChannel.kind === 'red-lane';
  if (phase === 'referred') {
    const { goods } = evidence;
    return {
      ...(!isLane && { customs: { kind: 'desk', desk: redChannel.desk } as const }),
      ...(goods !== undefined && { goods }),
    };
  }
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
    case 'too-slow':
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
