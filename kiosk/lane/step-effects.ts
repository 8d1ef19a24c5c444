/** The steps in which a traveller is looked at: document, token, face, fingers. Each can be cancelled; what it answers after that is ignored. */
import type { Clock } from '../../hardware/host/clock.ts';
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { DocumentProgress } from '../../hardware/document-reader/document-reader.ts';
import type { Terminal } from '../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { FaceEvidence, FingerEvidence, ReferenceRoute } from '../decision/evidence.ts';
import { dutyOf, type Policy } from '../decision/policy.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { DocumentHandle } from '../document/handle.ts';
import type { DocumentEvidence, InspectionBasis } from '../document/inspect.ts';
import { inspectionRecord } from '../document/inspection-record.ts';
import type { LogEvent } from '../base/events.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { FaceProgress } from '../face/face-attempt.ts';
import { attemptFace } from '../face/face-step.ts';
import type { Mirror } from '../face/mirror.ts';
import type { LaneLights } from '../face/light-board.ts';
import { drawRandomness } from '../face/challenge-random.ts';
import type { FingerProgress } from '../finger/finger-attempt.ts';
import type { HandleKeys } from '../handles/handle-keys.ts';
import type { Retention } from '../retention/retention.ts';
import { countWithin, type TryCounts } from './try-counts.ts';
import type { InspectionRecords } from './inspection-records.ts';
import { StoreError } from '../database/store-error.ts';
import type { Vault } from '../vault/vault.ts';
import type { Beside } from './beside.ts';
import { readDocument } from './document-step.ts';
import type { FaceReference, FaceSources } from './face-reference.ts';
import type { FingerEffects } from './finger-effects.ts';
import type { Lane, LaneEvent } from './lane.ts';
import type { StepProgress } from './lane-view.ts';
import { canAskForToken, readToken, type TokenSources, type TokenStepOptions } from './token-step.ts';
import type { TokenFinding } from '../base/vocabulary.ts';
import type { Transaction } from './transaction.ts';

export interface StepOptions {
  readonly devices: LaneDevices;
  readonly clock: Clock;
  readonly retention: Pick<Retention, 'limitMs'>;
  readonly vault: Vault;
  readonly analysis: FaceAnalysis;
  readonly counts: TryCounts;
  readonly inspections: InspectionRecords;
  readonly lights: LaneLights;
  readonly mirror: Mirror;
  readonly basis: () => InspectionBasis;
  readonly handles: Pick<HandleKeys, 'handle'>;
  readonly terminal: () => Terminal | undefined;
  readonly fingers: FingerEffects;
  readonly faceReference: FaceReference;
  readonly beside: Beside;
  readonly log: LogEvent;
  /** Of the traveller who is being served. */
  readonly policy: () => Policy;
  readonly transaction: () => Transaction | undefined;
  readonly lane: () => Lane;
  readonly dispatch: (event: LaneEvent) => void;
  /** There is progress to show. */
  readonly notify: () => void;
  readonly closing: AbortSignal;
}

export interface StepEffects {
  document(): void;
  token(): void;
  /** @param attempt 1 for the first of this traveller */
  face(attempt: number): void;
  finger(): void;
  cancel(): void;
  /** A phase begins: what the one before has shown is over. */
  clear(): void;
  /** The traveller is gone, and with them what their document gave. */
  forget(): void;
  progress(): StepProgress;
}

export function createStepEffects(options: StepOptions): StepEffects {
  const { devices, clock, retention, vault, analysis, counts, inspections, lights, fingers, faceReference } = options;
  const { beside, log, policy, transaction, lane, dispatch, notify, closing } = options;
  let stepRun: AbortController | undefined;
  let faceSources: FaceSources | undefined;
  let progress: StepProgress = {};

  const show = (seen: { document: DocumentProgress } | { face: FaceProgress } | { finger: FingerProgress }): void => {
    progress = { ...progress, ...seen };
    notify();
  };

  function newStep(): { signal: AbortSignal; current: () => boolean; id: Transaction['id'] } {
    const controller = new AbortController();
    stepRun = controller;
    const signal = AbortSignal.any([controller.signal, closing]);
    const served = transaction();
    if (served === undefined) throw new TypeError('a step runs within a transaction');
    return { signal, current: () => stepRun === controller && !signal.aborted, id: served.id };
  }

  function document(): void {
    const { signal, current, id } = newStep();
    beside.run(
      'read-document',
      async () => {
        const result = await readDocument({
          transactionId: id,
          documentReader: devices.documentReader,
          vault,
          counts,
          clock,
          basis: options.basis(),
          handles: options.handles,
          terminal: options.terminal(),
          onProgress: (seen) => current() && show({ document: seen }),
          signal,
        });
        if (!current()) {
          // Nobody is going to compare them any more, and no officer needs them.
          if (result.fingers !== undefined) vault.discard(result.fingers);
          return;
        }
        faceSources = result;
        fingers.remember(result);
        const { document, triesToday } = result;
        record(document);
        const awaitsToken =
          document.kind === 'read' && document.handle !== undefined && (await canAsk(document.handle));
        if (!current()) return;
        const findings = document.kind === 'read' ? document.portraitFindings : [];
        if (findings.length > 0) log({ event: 'portrait-record', findings });
        dispatch({
          kind: 'document-examined',
          document,
          awaitsToken,
          ...(triesToday !== undefined && { triesToday }),
        });
      },
      () => current() && dispatch({ kind: 'document-examined', document: { kind: 'device-fault' } }),
    );
  }

  /** Statistics: a record that cannot be kept stops nobody. */
  function record(found: DocumentEvidence): void {
    if (retention.limitMs('inspection-records') === 0) return;
    beside.run(
      'read-document',
      () => inspections.add(inspectionRecord(found), clock.wallMs()),
      () => undefined,
    );
  }

  const tokenStep: TokenStepOptions = { tokenReader: devices.tokenReader, faceReference, tries: counts };
  const tokenSources = (handle: DocumentHandle): TokenSources => ({ pseudonym: faceSources?.pseudonym, handle });

  /** Where it cannot be found out, the portrait serves. */
  function canAsk(handle: DocumentHandle): Promise<boolean> {
    return canAskForToken(tokenStep, tokenSources(handle)).catch(() => false);
  }

  function token(): void {
    const { signal, current } = newStep();
    const answer = (found: TokenFinding): void => {
      if (!current()) return;
      log({ event: 'token', found });
      dispatch({ kind: 'token-tried', found });
    };
    beside.run(
      'read-token',
      async () => {
        const { document: read } = lane().evidence;
        if (read?.kind !== 'read' || read.handle === undefined) {
          throw new TypeError('a token is asked for after a document has been read');
        }
        answer(await readToken(tokenStep, tokenSources(read.handle), signal));
      },
      () => answer('unavailable'),
    );
  }

  function face(attempt: number): void {
    const { signal, current, id } = newStep();
    let reference: ReferenceRoute | undefined;
    const takeReference = async (sources: FaceSources): Promise<boolean> => {
      reference = await faceReference.take(sources);
      return reference !== undefined;
    };
    const answer = (found: FaceEvidence): void => {
      if (current()) dispatch({ kind: 'face-attempted', face: found, ...(reference !== undefined && { reference }) });
    };
    beside.run(
      'capture-face',
      async () => {
        const sources = faceSources;
        if (sources === undefined) {
          answer({ kind: 'portrait-unusable' });
          return;
        }
        const rules = policy();
        const hasReference = takeReference(sources);
        // It is waited for once the camera runs; what happens before that must not leave it alone
        hasReference.catch(() => undefined);
        const found = await attemptFace({
          transactionId: id,
          attempt,
          camera: devices.camera,
          indicator: devices.indicator,
          vault,
          analysis,
          clock,
          random: await drawRandomness(devices.secureElement),
          duties: {
            light: dutyOf(rules, 'presentation-attack-light-challenge'),
            headTurn: dutyOf(rules, 'presentation-attack-head-turn'),
          },
          withoutLights: rules.withoutLights,
          lights,
          mirror: options.mirror,
          maximumFalseMatchRate: Number(rules.faceFalseMatchRate),
          countTry,
          reference: hasReference,
          onProgress: (seen) => show({ face: seen }),
          signal,
        });
        answer(found);
      },
      (error) => {
        if (error instanceof StoreError) dispatch({ kind: 'fault-raised', fault: 'outbox' });
        else if (!(error instanceof DeviceError) && current()) mendAnalysis();
        answer({ kind: 'device-fault' });
      },
    );
  }

  function finger(): void {
    const { signal, current, id } = newStep();
    const answer = (found: FingerEvidence): void => {
      if (current()) dispatch({ kind: 'finger-attempted', finger: found });
    };
    beside.run(
      'capture-finger',
      async () => {
        const { document: read } = lane().evidence;
        if (read?.kind !== 'read' || read.handle === undefined) {
          throw new TypeError('fingers are taken after a document has been read');
        }
        const found = await fingers.attempt({
          transactionId: id,
          handle: read.handle,
          onProgress: (seen) => show({ finger: seen }),
          signal,
        });
        answer(found);
      },
      () => answer({ kind: 'device-fault' }),
    );
  }

  /** A thread that failed is replaced by its pool; until the new one answers, nobody can be compared. */
  function mendAnalysis(): void {
    dispatch({ kind: 'fault-raised', fault: 'analysis' });
    const retry = (): void => {
      if (closing.aborted) return;
      analysis.forget().then(
        () => dispatch({ kind: 'fault-cleared', fault: 'analysis' }),
        () => void clock.after(2_000, retry),
      );
    };
    retry();
  }

  async function countTry(tried: 'presentations' | 'comparisons'): Promise<boolean> {
    const { document: read } = lane().evidence;
    if (read?.kind !== 'read' || read.handle === undefined) return false;
    const { comparisonsPerDocumentPerDay: comparisons, presentationsPerDocumentPerDay: presentations } = policy();
    return countWithin(counts, read.handle, tried, { comparisons, presentations }[tried]);
  }

  return {
    document,
    token,
    face,
    finger,
    cancel() {
      stepRun?.abort();
      stepRun = undefined;
    },
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
