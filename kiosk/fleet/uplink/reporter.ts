/** Turns decisions of the lane into signed reports in the outbox. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Device } from '../../../hardware/device/device.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { reportSigningInput } from '../../../server/contract/envelope.ts';
import type {
  ErasureReport,
  KioskId,
  MatchReport,
  ReadinessReport,
  TransactionId,
  ViewingReport,
} from '../../../server/contract/report.ts';
import type { Order } from '../../../server/contract/order.ts';
import type { Passage, Step } from '../../../server/contract/vocabulary.ts';
import type { Decision } from '../../rules/decision/decide.ts';
import type { ListAnswer } from '../../rules/decision/evidence.ts';
import type { DocumentEvidence } from '../../rules/document/inspect.ts';
import type { OrderOutcome } from './order-outcome.ts';
import type { Outbox, OutboxReport } from './outbox.ts';

/** The part of a traveller's transaction that a report contains. */
export interface ReportedTransaction {
  readonly id: TransactionId;
  /** Wall time, ms. */
  readonly startedAt: number;
  /** Whole milliseconds so far, `total` included. */
  durations(): Partial<Record<Step, number>>;
}

export interface Reporter {
  /**
   * Resolves once the report is on the disk. A clearing report must be signed, or the call rejects with `DeviceError`;
   * others are stored unsigned when the secure element is lost.
   */
  match(transaction: ReportedTransaction, decision: Decision, facts: MatchFacts): Promise<OutboxReport>;
  passage(transactionId: TransactionId, passage: Passage, durationMs: number): Promise<OutboxReport>;
  /** Resolves once it is on the disk. */
  viewing(
    transactionId: TransactionId,
    viewing: Pick<ViewingReport, 'grant' | 'released' | 'refusal'>,
  ): Promise<OutboxReport>;
  /**
   * Reports the outcome of an order; resolves once it is on the disk. The answer to an order that was not accepted has a
   * separate id.
   *
   * @param signature `signed`: rejects with `DeviceError` without the secure element; required for orders that open a gate
   */
  order(order: AnsweredOrder, outcome: OrderOutcome, signature?: 'signed'): Promise<OutboxReport>;
  /** Reports a readiness check; resolves once it is on the disk. Stored unsigned when the secure element is lost. */
  readiness(check: ReadinessFacts): Promise<OutboxReport>;
  /** Signs the unsigned reports. Resolves to their number. */
  signKept(): Promise<number>;
}

/** Contents of a match report besides the decision. */
export interface MatchFacts extends Pick<MatchReport, 'policyDigest'> {
  readonly document: DocumentEvidence | undefined;
  readonly declaration?: MatchReport['declaration'];
  readonly watchlists?: readonly ListAnswer[] | undefined;
  readonly faceReference?: MatchReport['faceReference'];
}

/** A readiness check, besides what every report of this lane has. */
export type ReadinessFacts = Pick<
  ReadinessReport,
  | 'checkId'
  | 'approval'
  | 'startedAt'
  | 'result'
  | 'service'
  | 'items'
  | 'values'
  | 'openings'
  | 'calibration'
  | 'policyDigest'
>;

export interface AnsweredOrder {
  readonly digest: string;
  readonly order: Order;
  readonly answerId?: TransactionId;
}

/** A summary of an erasure, without identities. */
export type ErasureReceipt = Pick<
  ErasureReport,
  'retentionClass' | 'cause' | 'erased' | 'keyIds' | 'from' | 'to' | 'retentionDigest' | 'receiptTags'
>;

export interface ReporterOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly secureElement: SecureElement;
  readonly devices: readonly Device[];
  readonly noticeDigest: string;
  readonly modelDigests: MatchReport['modelDigests'];
  /** For a traveller who was compared with a registered face. Absent: the same. */
  readonly recordModelDigests?: MatchReport['modelDigests'];
  /** The state of the signed channel, now. Absent: the lane does not use it. */
  readonly releases?: (() => MatchReport['releases']) | undefined;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { kioskId, clock, outbox, secureElement, noticeDigest, modelDigests } = options;
  const { recordModelDigests = modelDigests } = options;
  const sign = (payload: Uint8Array) => secureElement.sign(reportSigningInput(payload));
  const devices = options.devices.map(({ descriptor: { kind, driver, model, firmware, simulated } }) => ({
    kind,
    driver,
    model,
    firmware,
    simulated,
  }));

  return {
    match: (transaction, decision, { document, declaration, faceReference, watchlists, policyDigest }) =>
      outbox.append(
        (sequence, previous) => ({
          version: 1,
          kind: 'match',
          kioskId,
          sequence,
          previous,
          transactionId: transaction.id,
          reportedAt: Math.round(clock.wallMs()),
          startedAt: transaction.startedAt,
          durations: transaction.durations(),
          outcome: decision.outcome,
          reasons: [...decision.reasons],
          checks: [...decision.checks],
          policyDigest,
          noticeDigest,
          modelDigests: faceReference === undefined ? modelDigests : recordModelDigests,
          devices,
          document: documentFacts(document),
          ...queriesOf(watchlists),
          ...releasesOf(options),
          ...(faceReference !== undefined && { faceReference }),
          ...(declaration !== undefined && { declaration }),
        }),
        sign,
        decision.outcome === 'cleared' ? 'refused' : 'kept',
      ),
    passage: (transactionId, passage, durationMs) =>
      outbox.append(
        (sequence, previous) => ({
          version: 1,
          kind: 'passage',
          kioskId,
          sequence,
          previous,
          transactionId,
          reportedAt: Math.round(clock.wallMs()),
          passage,
          durationMs: Math.max(0, Math.round(durationMs)),
        }),
        sign,
        'kept',
      ),
    viewing: (transactionId, viewing) =>
      outbox.append(
        (sequence, previous) => ({
          version: 1,
          kind: 'viewing',
          kioskId,
          sequence,
          previous,
          transactionId,
          reportedAt: Math.round(clock.wallMs()),
          ...viewing,
        }),
        sign,
        'kept',
      ),
    order: ({ digest, order, answerId }, outcome, signature) =>
      outbox.append(
        (sequence, previous) => ({
          version: 1,
          kind: 'order',
          kioskId,
          sequence,
          previous,
          reportedAt: Math.round(clock.wallMs()),
          answerId: answerId ?? (randomBytes(16).toString('hex') as TransactionId),
          order: digest,
          command: order.command.kind,
          ...(order.transactionId !== undefined && { transactionId: order.transactionId }),
          ...(outcome.kind === 'refused'
            ? { result: 'refused', refusal: outcome.why }
            : { result: 'obeyed', ...(outcome.captures !== undefined && { captures: outcome.captures }) }),
        }),
        sign,
        signature === 'signed' ? 'refused' : 'kept',
      ),
    readiness: readinessReporter(options, devices, sign),
    signKept: () => outbox.signKept(sign),
  };
}

function releasesOf({ releases }: ReporterOptions): Pick<MatchReport, 'releases'> {
  const state = releases?.();
  return state === undefined ? {} : { releases: state };
}

function readinessReporter(
  { kioskId, clock, outbox, modelDigests }: ReporterOptions,
  devices: ReadinessReport['devices'],
  sign: (payload: Uint8Array) => Promise<Uint8Array>,
): Reporter['readiness'] {
  return (check) =>
    outbox.append(
      (sequence, previous) => ({
        version: 1,
        kind: 'readiness',
        kioskId,
        sequence,
        previous,
        reportedAt: Math.round(clock.wallMs()),
        ...check,
        modelDigests,
        devices,
      }),
      sign,
      'kept',
    );
}

/** Reports erasures; reports are stored unsigned when the secure element is lost. */
export function erasureReporter({
  kioskId,
  clock,
  outbox,
  secureElement,
}: Pick<ReporterOptions, 'kioskId' | 'clock' | 'outbox' | 'secureElement'>): (
  receipt: ErasureReceipt,
) => Promise<OutboxReport> {
  return (receipt) =>
    outbox.append(
      (sequence, previous) => ({
        version: 1,
        kind: 'erasure',
        kioskId,
        sequence,
        previous,
        reportedAt: Math.round(clock.wallMs()),
        erasureId: randomBytes(16).toString('hex') as TransactionId,
        ...receipt,
      }),
      (payload) => secureElement.sign(reportSigningInput(payload)),
      'kept',
    );
}

/** A list that could not be asked has no version to report; the check says so. */
function queriesOf(answers: readonly ListAnswer[] = []): Pick<MatchReport, 'watchlists'> {
  const watchlists = answers.flatMap((one) => (one.kind === 'asked' ? [one.query] : []));
  return watchlists.length === 0 ? {} : { watchlists };
}

/** The server identifies a document only by its daily handle. */
function documentFacts(document: DocumentEvidence | undefined): MatchReport['document'] {
  if (document?.kind !== 'read' || document.handle === undefined) return null;
  const { type, issuingState, handle } = document;
  return { type, issuingState, handle: handle.handle, handleEpoch: handle.epoch };
}
