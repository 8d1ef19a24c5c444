/**
 * The lane's side of the finger thread. The thread starts with the first call, so a lane without fingerprints has
 * none.
 */
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Comparison } from '../../../models/finger/compare.ts';
import { createThreadPool, type ThreadPool } from '../../../models/threads/thread-pool.ts';
import type { RegistrationInTransit } from '../../lists/registration/finger-record.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import type {
  FingerAnswer,
  FingerRequest,
  FingerThreadData,
  ImpressionInTransit,
  PrintFinding,
} from './finger-messages.ts';

/** A sealed print of one finger. */
export interface SealedImpression {
  readonly capture: SealedCapture;
  readonly position: FingerPosition;
  /** Pixels per inch; `undefined` for a record, which states it. */
  readonly resolutionPpi: number | undefined;
}

/** Calls run one after another. When the thread dies, pending calls reject and a new, empty thread replaces it. */
export interface FingerAnalysis {
  /** Loads the thread and the model. Resolves to the SHA-256 of the filter graph, hex. */
  open(): Promise<string>;
  /**
   * Sets the fingers of a sealed EF.DG3 as this traveller's references. Resolves to their positions; the capture may
   * be discarded.
   */
  setDocumentReferences(fingers: SealedCapture): Promise<readonly FingerPosition[]>;
  /** Sets the fingers of a registration as references. Resolves to an empty list when it does not open. */
  setRegisteredReferences(registration: RegistrationInTransit): Promise<readonly FingerPosition[]>;
  extract(impression: SealedImpression): Promise<PrintFinding>;
  /** Compares the best print of each of these fingers with its references, then wipes the prints. */
  compare(positions: readonly FingerPosition[], maximumFalseMatchRate: number): Promise<Comparison>;
  /** Seals templates of these prints with the key of a registration; `undefined` when one of the prints is unusable. */
  register(
    impressions: readonly SealedImpression[],
    slot: KeySlot,
    context: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Wipes the prints of an earlier attempt, because all compared prints must come from one attempt. */
  forgetPrints(): Promise<void>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** Maximum number of queued calls. */
const QUEUE_LIMIT = 8;

export function createFingerAnalysis(workerData: FingerThreadData): FingerAnalysis {
  let pool: ThreadPool<FingerRequest, FingerAnswer> | undefined;
  let closed = false;

  async function ask<K extends FingerAnswer['kind']>(
    kind: K,
    request: FingerRequest,
    captures: readonly SealedCapture[] = [],
  ): Promise<FingerAnswer & { kind: K }> {
    if (closed) throw new TypeError('the finger analysis has been closed');
    pool ??= createThreadPool<FingerRequest, FingerAnswer>({
      entry: new URL('./finger-thread.js', import.meta.url),
      size: 1,
      queueLimit: QUEUE_LIMIT,
      workerData,
    });
    await pool.ready;
    const answer = await pool.submit(request, { transfer: captures.map(({ sealed }) => sealed.buffer) });
    if (answer.kind !== kind) throw new TypeError(`the finger thread answered ${answer.kind} instead of ${kind}`);
    return answer as FingerAnswer & { kind: K };
  }

  return {
    open: async () => (await ask('opened', { kind: 'open' })).digest,
    async setDocumentReferences(fingers) {
      const { sealed, slot } = fingers;
      const request: FingerRequest = { kind: 'references-of-document', capture: { sealed, slot } };
      const answer = await ask('references', request, [fingers]);
      fingers.sealed = answer.sealed ?? fingers.sealed;
      return answer.positions;
    },
    async setRegisteredReferences(registration) {
      return (await ask('references', { kind: 'references-of-registration', registration })).positions;
    },
    async extract(impression) {
      const request: FingerRequest = { kind: 'extract', impression: inTransit(impression) };
      const answer = await ask('extracted', request, [impression.capture]);
      impression.capture.sealed = answer.sealed;
      return answer.finding;
    },
    async compare(positions, maximumFalseMatchRate) {
      return (await ask('comparison', { kind: 'compare', positions, maximumFalseMatchRate })).comparison;
    },
    async register(impressions, slot, context) {
      const captures = impressions.map(({ capture }) => capture);
      const request: FingerRequest = { kind: 'register', impressions: impressions.map(inTransit), slot, context };
      const answer = await ask('registered', request, captures);
      captures.forEach((capture, index) => {
        capture.sealed = answer.sealed[index] ?? capture.sealed;
      });
      return answer.registration;
    },
    async forgetPrints() {
      await ask('forgotten', { kind: 'forget-prints' });
    },
    async forget() {
      // Without a thread there is nothing to wipe.
      if (pool !== undefined) await ask('forgotten', { kind: 'forget' });
    },
    async close() {
      closed = true;
      await pool?.close();
    },
  };
}

function inTransit({ capture: { sealed, slot }, position, resolutionPpi }: SealedImpression): ImpressionInTransit {
  return { capture: { sealed, slot }, position, resolutionPpi };
}
