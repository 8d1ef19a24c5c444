/**
 * A viewing from key pair to pictures: the grant from the server, the officer's assertion over it from their passkey, the evidence from the lane,
 * opened here. Nothing of it is put into a cache, a storage, an address or a log.
 */
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import { EVIDENCE_LIMIT_BYTES, readEvidenceAnswer, type ReleasedCapture } from '../../contract/evidence-answer.ts';
import { EVIDENCE_ERRORS, type EvidenceError, type ViewingPurpose } from '../../contract/evidence-vocabulary.ts';
import { withAssertion } from '../../contract/server-message.ts';
import { WIRE_ERROR_CODES, type WireErrorCode } from '../../contract/wire-error.ts';
import type { GrantAnswer } from '../../lanes/evidence/answers/grant.ts';
import type { PasskeyTrouble, SignedResponse } from '../sign-in/passkey.ts';
import { signWithPasskey } from '../sign-in/sign.ts';
import { openCapture, openEyes } from './open-capture.ts';
import { drawingOf, forget, type Picture } from './picture.ts';
import { makeViewingKey, type ViewingKey } from './viewing-key.ts';

export type Viewing =
  | { readonly kind: 'opened'; readonly officer: string; readonly pictures: readonly Picture[] }
  /** The server signed no grant. */
  | { readonly kind: 'not-granted'; readonly code: WireErrorCode | 'unreachable' }
  /** The passkey did not sign it. */
  | { readonly kind: 'not-signed'; readonly trouble: PasskeyTrouble }
  /** The lane released nothing. */
  | { readonly kind: 'not-released'; readonly code: EvidenceError | 'unreachable' }
  /** The answer does not match the grant. */
  | { readonly kind: 'unreadable' };

/** The traveller, by the ids of this system. */
export interface Traveller {
  readonly kioskId: string;
  readonly transactionId: string;
}

const SERVER_MS = 5_000;
const LANE_MS = 20_000;

/** The step that a viewing waits for. */
export type ViewingStep = 'server' | 'passkey' | 'lane';

export async function viewEvidence(
  traveller: Traveller,
  purpose: ViewingPurpose,
  signal: AbortSignal,
  onStep: (step: ViewingStep) => void,
): Promise<Viewing> {
  const key = await makeViewingKey();
  const granted = await askForGrant(traveller, purpose, key, signal);
  if (granted.kind !== 'granted') return granted;
  const { grant } = granted;
  onStep('passkey');
  const signing = await signWithPasskey(grant.options, signal);
  if (signing.kind === 'trouble') return { kind: 'not-signed', trouble: signing.trouble };
  onStep('lane');
  const answered = await askLane(grant, signing.response, signal);
  if (answered.kind !== 'answered') return answered;
  const read = readEvidenceAnswer(answered.bytes);
  if (read.kind === 'malformed') return { kind: 'unreadable' };
  const pictures: Picture[] = [];
  for (const capture of read.captures) {
    const picture = await openPicture(capture, key, grant.digest, traveller);
    if (picture === undefined) {
      pictures.forEach(forget);
      return { kind: 'unreadable' };
    }
    pictures.push(picture);
  }
  return { kind: 'opened', officer: grant.officer, pictures };
}

async function askForGrant(
  traveller: Traveller,
  purpose: ViewingPurpose,
  key: ViewingKey,
  signal: AbortSignal,
): Promise<{ readonly kind: 'granted'; readonly grant: GrantAnswer } | (Viewing & { kind: 'not-granted' })> {
  const { kioskId, transactionId } = traveller;
  const body = JSON.stringify({ kioskId, transactionId, purpose, publicKey: key.publicKey });
  return ask('/v1/grants', body, SERVER_MS, signal, async (response) => {
    if (response === undefined) return { kind: 'not-granted', code: 'unreachable' };
    if (response.ok) return { kind: 'granted', grant: (await response.json()) as GrantAnswer };
    return { kind: 'not-granted', code: await codeOf(response, WIRE_ERROR_CODES) };
  });
}

async function askLane(
  { evidenceUrl, grant }: GrantAnswer,
  { id, response: { clientDataJSON, authenticatorData, signature } }: SignedResponse,
  signal: AbortSignal,
): Promise<{ readonly kind: 'answered'; readonly bytes: Uint8Array } | (Viewing & { kind: 'not-released' })> {
  const assertion = { credentialId: id, clientDataJSON, authenticatorData, signature };
  const asserted = withAssertion(new TextEncoder().encode(grant), assertion);
  const body = new TextDecoder().decode(asserted);
  return ask(`${evidenceUrl}/v1/evidence`, body, LANE_MS, signal, async (response) => {
    if (response === undefined) return { kind: 'not-released', code: 'unreachable' };
    if (!response.ok) return { kind: 'not-released', code: await codeOf(response, EVIDENCE_ERRORS) };
    const length = Number(response.headers.get('content-length') ?? EVIDENCE_LIMIT_BYTES);
    if (length > EVIDENCE_LIMIT_BYTES) return { kind: 'not-released', code: 'internal' };
    try {
      return { kind: 'answered', bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      return { kind: 'not-released', code: 'unreachable' };
    }
  });
}

/** The limit includes the time in which `read` reads the answer, which is `undefined` when there is none. */
function ask<T>(
  url: string,
  body: string,
  timeoutMs: number,
  signal: AbortSignal,
  read: (response: Response | undefined) => Promise<T>,
): Promise<T> {
  return underSignals([signal, AbortSignal.timeout(timeoutMs)], async (limit) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      cache: 'no-store',
      // The session goes to the server; a lane is another origin and gets none.
      credentials: 'same-origin',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: limit,
    }).catch(() => undefined);
    return read(response);
  });
}

async function codeOf<Code extends string>(response: Response, codes: readonly Code[]): Promise<Code | 'unreachable'> {
  const body = (await response.json().catch(() => undefined)) as { error?: { code?: unknown } } | undefined;
  return codes.find((code) => code === body?.error?.code) ?? 'unreachable';
}

async function openPicture(
  released: ReleasedCapture,
  key: ViewingKey,
  grantDigest: string,
  { kioskId, transactionId }: Traveller,
): Promise<Picture | undefined> {
  const dataKey = await key.open(released, grantDigest).catch(() => undefined);
  if (dataKey === undefined) return undefined;
  const opened = openCapture(released.sealed, dataKey);
  const { sealedEyes } = released;
  const eyes = sealedEyes === undefined ? undefined : openEyes(sealedEyes, released.captureId, dataKey);
  dataKey.fill(0);
  if (opened === undefined) return undefined;
  const { header, plaintext } = opened;
  try {
    const isTheirs = header.kioskId === kioskId && header.transactionId === transactionId;
    if (!isTheirs || header.captureId !== released.captureId) return undefined;
    // Positions that were altered are no reason to refuse the picture: it is then shown as one without them
    const { modality, capturedAt } = header;
    return { modality, capturedAt, drawing: await drawingOf(header, plaintext), ...(eyes && { eyes }) };
  } finally {
    plaintext.fill(0);
  }
}
