/** One wait for a holder's token: it is read, tried with the record of the document's holder, and wiped. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { TokenReader } from '../../../hardware/token-reader/token-reader.ts';
import { wipeReading } from '../../../hardware/token-reader/wipe-reading.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { RegistrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import { countWithin, type TryCounts } from './try-counts.ts';
import type { FaceReference } from './face-reference.ts';
import type { TokenFinding } from '../../platform/base/vocabulary.ts';

/** Maximum number of tokens per document and day. */
export const TOKENS_PER_DOCUMENT_PER_DAY = 10;

/** Longer than a phase with all its extensions: the lane ends it. */
const WAIT_FOR_TOKEN_MS = 15 * 60_000;

export interface TokenStepOptions {
  readonly tokenReader: TokenReader | undefined;
  readonly faceReference: Pick<FaceReference, 'awaitsToken' | 'offer'>;
  readonly tries: Pick<TryCounts, 'today' | 'add'>;
}

export interface TokenSources {
  readonly pseudonym: RegistrationPseudonym | undefined;
  readonly handle: DocumentHandle;
}

/**
 * Whether the holder of this document can be asked for a token: there is a record that only a token opens, and a token
 * reader.
 */
export async function canAskForToken(
  { tokenReader, faceReference, tries }: TokenStepOptions,
  { pseudonym, handle }: TokenSources,
): Promise<boolean> {
  if (tokenReader === undefined || tokenReader.status().kind === 'disconnected' || pseudonym === undefined)
    return false;
  if (!(await faceReference.awaitsToken(pseudonym))) return false;
  return (await tries.today(handle, 'tokens')) < TOKENS_PER_DOCUMENT_PER_DAY;
}

/** Rejects with `StoreError` when a try cannot be counted, and when the signal fires. */
export async function readToken(
  { tokenReader, faceReference, tries }: TokenStepOptions,
  { pseudonym, handle }: TokenSources,
  signal: AbortSignal,
): Promise<TokenFinding> {
  if (tokenReader === undefined || pseudonym === undefined) return 'unavailable';
  const reading = await tokenReader.read({ timeoutMs: WAIT_FOR_TOKEN_MS, signal }).catch((error: unknown) => {
    if (signal.aborted || !(error instanceof DeviceError)) throw error;
    return undefined;
  });
  if (reading === undefined) return 'unavailable';
  if (reading.kind === 'nothing') return 'not-shown';
  if (reading.kind === 'unreadable') return 'unreadable';
  try {
    if (!(await countWithin(tries, handle, 'tokens', TOKENS_PER_DOCUMENT_PER_DAY))) return 'refused';
    signal.throwIfAborted();
    return await faceReference.offer(pseudonym, reading.text, signal);
  } finally {
    wipeReading(reading);
  }
}
