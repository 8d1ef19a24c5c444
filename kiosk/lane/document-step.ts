/** One attempt at the document reader: read, inspect, seal the portrait, wipe the rest, all in the turn of delivery. */
import type { Clock } from '../../hardware/clock/clock.ts';
import type { DocumentProgress, DocumentReader } from '../../hardware/document-reader/document-reader.ts';
import type { Terminal } from '../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import { type DocumentEvidence, type InspectionBasis, inspectDocument, wipeDocumentRead } from '../document/inspect.ts';
import type { RegistrationPseudonym } from '../document/registration-pseudonym.ts';
import type { ComparisonCounts } from '../store/comparison-counts.ts';
import type { SealedCapture, Vault } from '../vault/vault.ts';

export interface DocumentStepOptions {
  readonly transactionId: TransactionId;
  readonly documentReader: DocumentReader;
  readonly vault: Vault;
  readonly counts: ComparisonCounts;
  readonly clock: Clock;
  readonly basis: InspectionBasis;
  readonly terminal: Terminal | undefined;
  readonly onProgress: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

export interface DocumentStepResult {
  readonly document: DocumentEvidence;
  readonly comparisonsToday: number | undefined;
  readonly portrait: SealedCapture | undefined;
  /** A genuine EF.DG3, sealed. */
  readonly fingers: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

/** How long the reader waits for a document before nobody is thought to be there. */
const WAIT_FOR_DOCUMENT_MS = 30_000;

/** So often, at most, a screen hears how far a chip has been read. */
const PROGRESS_STEPS = 20;

/** Rejects with `DeviceError`. */
export async function readDocument(options: DocumentStepOptions): Promise<DocumentStepResult> {
  const { documentReader, vault, clock, basis, terminal, transactionId, counts, onProgress, signal } = options;
  const read = await documentReader.read({
    timeoutMs: WAIT_FOR_DOCUMENT_MS,
    ...(terminal !== undefined && { terminal }),
    onProgress: inSteps(onProgress),
    signal,
  });
  let document: DocumentEvidence;
  let portrait: SealedCapture | undefined;
  let fingers: SealedCapture | undefined;
  let pseudonym: RegistrationPseudonym | undefined;
  try {
    const inspection = inspectDocument(read, basis, clock.wallMs());
    document = inspection.evidence;
    ({ pseudonym } = inspection);
    if (inspection.fingers !== undefined) {
      fingers = vault.sealEncoded(inspection.fingers, 'chip-fingers', transactionId);
    }
    if (inspection.portrait !== undefined) {
      portrait = vault.sealEncoded(inspection.portrait, 'chip-portrait', transactionId);
    }
  } finally {
    wipeDocumentRead(read);
  }
  const comparisonsToday = document.kind === 'read' ? await counts.today(document.handle) : undefined;
  return { document, comparisonsToday, portrait, fingers, pseudonym };
}

/** Tells of each step once, not of each block. */
function inSteps(tell: (progress: DocumentProgress) => void): (progress: DocumentProgress) => void {
  let last = -1;
  return (progress) => {
    const step = progress.step === 'chip' ? Math.floor(progress.share * PROGRESS_STEPS) : 0;
    if (step <= last) return;
    last = step;
    tell(progress.step === 'chip' ? { step: 'chip', share: step / PROGRESS_STEPS } : progress);
  };
}
