/** One attempt at the document reader: read, inspect, seal the portrait and wipe the rest, in one event-loop turn. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { DocumentProgress, DocumentReader } from '../../../hardware/document-reader/document-reader.ts';
import type { Terminal } from '../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { ListAnswer, TriesToday } from '../../rules/decision/evidence.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { HandleKeys } from '../../fleet/handles/handle-keys.ts';
import {
  type DocumentEvidence,
  type InspectionBasis,
  inspectDocument,
  wipeDocumentRead,
} from '../../rules/document/inspect.ts';
import type { ListCounter } from '../../lists/list-counts/list-counts.ts';
import type { PartnerPseudonyms } from '../../lists/partners/partner-pseudonyms.ts';
import type { RegistrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import type { TryCounts } from './try-counts.ts';
import type { SealedCapture, Vault } from '../../vault/captures/vault.ts';

export interface DocumentStepOptions {
  readonly transactionId: TransactionId;
  readonly documentReader: DocumentReader;
  readonly vault: Vault;
  readonly counts: TryCounts;
  readonly clock: Clock;
  readonly basis: InspectionBasis;
  readonly handles: Pick<HandleKeys, 'handle'>;
  /** Asks the watchlists of the policy. */
  readonly askWatchlists: (document: Uint8Array | undefined) => Promise<readonly ListAnswer[]>;
  /** Makes pseudonyms for partner agencies. */
  readonly partners: Pick<PartnerPseudonyms, 'read'>;
  /** Holds the document until its decision, to count it. Absent: nothing is counted. */
  readonly listCounts?: Pick<ListCounter, 'read'> | undefined;
  readonly terminal: Terminal | undefined;
  readonly onProgress: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

export interface DocumentStepResult {
  readonly document: DocumentEvidence;
  readonly triesToday: TriesToday | undefined;
  readonly watchlists: readonly ListAnswer[] | undefined;
  readonly portrait: SealedCapture | undefined;
  /** A genuine EF.DG3, sealed. */
  readonly fingers: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

/** Time limit for a document, ms. After it the traveller counts as absent. */
const WAIT_FOR_DOCUMENT_MS = 30_000;

/** Maximum number of progress updates for a chip. */
const PROGRESS_STEPS = 20;

/** Rejects with `DeviceError`. */
export async function readDocument(options: DocumentStepOptions): Promise<DocumentStepResult> {
  const { documentReader, vault, clock, basis, terminal, transactionId, counts, handles, askWatchlists } = options;
  const { partners, onProgress, signal } = options;
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
  let subject: Uint8Array | undefined;
  let listed: Uint8Array | undefined;
  const atMs = clock.wallMs();
  try {
    const inspection = inspectDocument(read, basis, atMs);
    document = inspection.evidence;
    ({ pseudonym, subject, listed } = inspection);
    if (inspection.fingers !== undefined) {
      fingers = vault.sealEncoded(inspection.fingers, 'chip-fingers', transactionId);
    }
    if (inspection.portrait !== undefined) {
      portrait = vault.sealEncoded(inspection.portrait, 'chip-portrait', transactionId);
    }
  } finally {
    wipeDocumentRead(read);
  }
  const given = { subject, listed };
  try {
    if (document.kind !== 'read' || given.subject === undefined) {
      return { document, triesToday: undefined, watchlists: undefined, portrait, fingers, pseudonym };
    }
    const handle = await handles.handle(given.subject, atMs);
    // Every document is looked up, whatever else was found, so that the time reveals nothing
    const watchlists = await askWatchlists(given.listed);
    const about = { issuingState: document.issuingState, atMs };
    await partners.read(transactionId, given.subject, about);
    options.listCounts?.read(transactionId, given.listed, about);
    const triesToday = handle && (await triesOf(counts, handle));
    return { document: { ...document, handle }, triesToday, watchlists, portrait, fingers, pseudonym };
  } finally {
    given.subject?.fill(0);
    given.listed?.fill(0);
  }
}

async function triesOf(counts: TryCounts, handle: DocumentHandle): Promise<TriesToday> {
  const [comparisons, presentations] = await Promise.all([
    counts.today(handle, 'comparisons'),
    counts.today(handle, 'presentations'),
  ]);
  return { comparisons, presentations };
}

/** Reports each step once instead of each block. */
function inSteps(tell: (progress: DocumentProgress) => void): (progress: DocumentProgress) => void {
  let last = -1;
  return (progress) => {
    const step = progress.step === 'chip' ? Math.floor(progress.share * PROGRESS_STEPS) : 0;
    if (step <= last) return;
    last = step;
    tell(progress.step === 'chip' ? { step: 'chip', share: step / PROGRESS_STEPS } : progress);
  };
}
