/** Turns what a lane decided into the reports that it may make, signed and in the outbox. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { Device } from '../../hardware/device.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { reportSigningInput } from '../../server/contract/envelope.ts';
import type {
  ErasureReport,
  KioskId,
  MatchReport,
  TransactionId,
  ViewingReport,
} from '../../server/contract/report.ts';
import type { Order } from '../../server/contract/order.ts';
import type { Passage } from '../../server/contract/vocabulary.ts';
import type { Decision } from '../decision/decide.ts';
import type { DocumentEvidence } from '../document/inspect.ts';
import type { Transaction } from '../lane/transaction.ts';
import type { OrderOutcome } from '../orders/order-outcome.ts';
import type { Outbox, OutboxReport } from './outbox.ts';

export interface Reporter {
  /**
   * Resolves once the report is on the disk. One that clears is signed, or rejects with `DeviceError`; any other waits for its signature
   * when the secure element is away.
   */
  match(transaction: Transaction, decision: Decision, facts: MatchFacts): Promise<OutboxReport>;
  passage(transactionId: TransactionId, passage: Passage, durationMs: number): Promise<OutboxReport>;
  /** Resolves once it is on the disk. */
  viewing(
    transactionId: TransactionId,
    viewing: Pick<ViewingReport, 'grant' | 'released' | 'refusal'>,
  ): Promise<OutboxReport>;
  /**
   * What became of an order; resolves once it is on the disk. One that has not been taken is answered under a name of its own.
   *
   * @param signature `signed`: rejects with `DeviceError` without the secure element, as what opens a gate must
   */
  order(order: AnsweredOrder, outcome: OrderOutcome, signature?: 'signed'): Promise<OutboxReport>;
  /** Signs what waits for it. Resolves to how many. */
  signKept(): Promise<number>;
}

/** What a match report says beside the decision. */
export interface MatchFacts extends Pick<MatchReport, 'policyDigest'> {
  readonly document: DocumentEvidence | undefined;
  readonly declaration?: MatchReport['declaration'];
  readonly faceReference?: MatchReport['faceReference'];
}

export interface AnsweredOrder {
  readonly digest: string;
  readonly order: Order;
  readonly answerId?: TransactionId;
}

/** What was erased, and never whose it was. */
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
}

export function createReporter(options: ReporterOptions): Reporter {
  const { kioskId, clock, outbox, secureElement, noticeDigest, modelDigests } = options;
  const sign = (payload: Uint8Array) => secureElement.sign(reportSigningInput(payload));
  const devices = options.devices.map(({ descriptor: { kind, driver, model, firmware, simulated } }) => ({
    kind,
    driver,
    model,
    firmware,
    simulated,
  }));

  return {
    match: (transaction, decision, { document, declaration, faceReference, policyDigest }) =>
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
          modelDigests,
          devices,
          document: documentFacts(document),
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
    signKept: () => outbox.signKept(sign),
  };
}

/** Makes what was erased a report, which waits for its signature when the secure element is away. */
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

/** The server knows a document by its handle of the day alone. */
function documentFacts(document: DocumentEvidence | undefined): MatchReport['document'] {
  if (document?.kind !== 'read' || document.handle === undefined) return null;
  const { type, issuingState, handle } = document;
  return { type, issuingState, handle: handle.handle, handleEpoch: handle.epoch };
}
