/** The steps in which the lane examines a traveller: document, token, face, fingers. Each can be cancelled; its result is ignored then. */
import type { FingerEvidence } from '../../rules/decision/evidence.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import { createCodeEffect } from './code-effect.ts';
import { createDocumentEffect } from './document-effect.ts';
import { createFaceEffect } from './face-effect.ts';
import type { FaceReference, FaceSources } from './face-reference.ts';
import type { FingerEffects } from './finger-effects.ts';
import type { LaneEvent } from './lane.ts';
import type { LaneParts } from './lane-parts.ts';
import type { StepProgress } from './lane-view.ts';
import { createStepRuns, handleOf, type ServedTraveller, type StepContext } from './step-context.ts';
import { createTokenEffect } from './token-effect.ts';

export interface StepOptions {
  readonly parts: LaneParts;
  readonly fingers: FingerEffects;
  readonly faceReference: FaceReference;
  readonly traveller: ServedTraveller;
  readonly background: BackgroundTasks;
  readonly dispatch: (event: LaneEvent) => void;
  /** Called when progress changed. */
  readonly notify: () => void;
  readonly closing: AbortSignal;
}

export interface StepEffects {
  document(): void;
  token(): void;
  /** @param attempt 1 for the first attempt of this traveller */
  face(attempt: number): void;
  finger(): void;
  declarationCode(): void;
  cancel(): void;
  /** Removes the progress of the previous phase. */
  clear(): void;
  /** The traveller has gone: removes everything that the document gave. */
  forget(): void;
  progress(): StepProgress;
}

export function createStepEffects(options: StepOptions): StepEffects {
  const { parts, fingers, faceReference, traveller, background, dispatch, notify, closing } = options;
  let faceSources: FaceSources | undefined;
  let progress: StepProgress = {};
  const runs = createStepRuns(() => traveller.transaction(), closing);
  const context: StepContext = {
    traveller,
    background,
    dispatch,
    begin: runs.begin,
    closing,
    show(seen) {
      progress = { ...progress, ...seen };
      notify();
    },
  };
  const token = createTokenEffect(parts, context, faceReference, () => faceSources);

  return {
    document: createDocumentEffect(parts, context, {
      onRead(result) {
        faceSources = result;
        fingers.remember(result);
      },
      canAskForToken: token.canAsk,
    }),
    token: token.run,
    face: createFaceEffect(parts, context, faceReference, () => faceSources),
    finger: () => captureFingers(fingers, context),
    declarationCode: createCodeEffect(parts, context),
    cancel: runs.cancel,
    clear() {
      progress = {};
    },
    forget() {
      faceSources = undefined;
      faceReference.forget();
    },
    progress: () => progress,
  };
}

function captureFingers(fingers: FingerEffects, { traveller, background, dispatch, begin, show }: StepContext): void {
  const { signal, current, id } = begin();
  const answer = (found: FingerEvidence): void => {
    if (current()) dispatch({ kind: 'finger-attempted', finger: found });
  };
  background.run(
    'capture-finger',
    async () => {
      const handle = handleOf(traveller.evidence());
      if (handle === undefined) throw new TypeError('fingers are taken after a document has been read');
      answer(
        await fingers.attempt({ transactionId: id, handle, onProgress: (seen) => show({ finger: seen }), signal }),
      );
    },
    () => answer({ kind: 'device-fault' }),
  );
}
