import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { consistencyProof } from '../../../platform/transparency/merkle/consistency.ts';
import type { NodeReader } from '../../../platform/transparency/merkle/range.ts';
import { parseSignatures, type NoteSignature } from '../../../platform/transparency/note/note.ts';
import { verifySignature } from '../../../platform/transparency/note/verify-signature.ts';
import type { VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import { decodeDecimal, decodeUtf8 } from '../../../platform/transparency/text.ts';
import { formatAddCheckpoint, SIZE_TYPE } from '../witness/add-checkpoint.ts';

/** Longest wait for a witness. It is asked again at the next publication. */
const WITNESS_TIMEOUT_MS = 5_000;
/** Two ML-DSA cosignatures have 7 KiB. */
const ANSWER_LIMIT_BYTES = 65_536;
/** A larger difference between the cosignature's time and the local clock means that a clock is wrong. */
const CLOCK_SKEW_S = 300;
/** Number of size corrections accepted from a witness in one request. */
const MAX_CONFLICTS = 3;

export interface CosignRequest {
  /** The witness's address, without `/add-checkpoint`. */
  readonly url: string;
  /** Its keys in the policy. */
  readonly keys: readonly VerifierKey[];
  readonly checkpoint: string;
  readonly noteText: string;
  readonly size: number;
  readonly read: NodeReader;
  /** The size that the witness is expected to have seen last. */
  readonly seen: number;
  readonly nowS: number;
}

/**
 * Requests a cosignature from a witness. Resolves to the verified cosignatures of the requested keys. Rejects with `LedgerError`:
 * `witness-failed` for an unusable answer, `witness-ahead` when the witness has seen a longer log or another history.
 */
export async function askWitness(request: CosignRequest): Promise<NoteSignature[]> {
  let { seen } = request;
  for (let conflict = 0; conflict <= MAX_CONFLICTS; conflict++) {
    const proof = await consistencyProof(request.read, seen, request.size);
    const body = formatAddCheckpoint({ old: seen, proof, checkpoint: request.checkpoint });
    const answer = await post(`${request.url.replace(/\/$/, '')}/add-checkpoint`, body);
    if (answer.status === 200) return cosignaturesIn(answer.body, request);
    // This status means that the proof does not lead from the head that the witness has seen to this one.
    if (answer.status === 422)
      throw new LedgerError('witness-ahead', 'the witness has seen another history of this log');
    const size = answer.status === 409 && answer.type === SIZE_TYPE ? decodeDecimal(answer.body.trimEnd()) : undefined;
    if (size === undefined) throw failed(`it answered ${answer.status}`);
    if (size > request.size) throw new LedgerError('witness-ahead', 'the witness has seen a longer log than this one');
    if (size === request.size && seen === size) {
      throw new LedgerError('witness-ahead', 'the witness has seen another history of this log');
    }
    seen = size;
  }
  throw failed('it answered different sizes');
}

function cosignaturesIn(lines: string, { keys, noteText, nowS }: CosignRequest): NoteSignature[] {
  let signatures: NoteSignature[];
  try {
    signatures = parseSignatures(lines);
  } catch (cause) {
    throw failed('its answer is not a cosignature', cause);
  }
  const ours = signatures.filter(({ name, keyId, signature }) => {
    const key = keys.find((one) => one.name === name && sameBytes(one.id, keyId));
    if (key === undefined) return false;
    const judged = verifySignature(key, noteText, signature);
    if (judged.kind === 'refused') throw failed('its cosignature does not verify');
    if (judged.time === undefined || Math.abs(judged.time - nowS) > CLOCK_SKEW_S) throw failed('its clock is wrong');
    return true;
  });
  if (ours.length === 0) throw failed('it cosigned with keys that are not in the policy');
  return ours;
}

interface HttpAnswer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

async function post(url: string, body: string): Promise<HttpAnswer> {
  try {
    const signal = AbortSignal.timeout(WITNESS_TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > ANSWER_LIMIT_BYTES) throw failed('its answer is too large');
      chunks.push(chunk);
    }
    const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim();
    return { status: response.status, type, body: decodeUtf8(Buffer.concat(chunks), 'witness-failed') };
  } catch (cause) {
    throw cause instanceof LedgerError ? cause : failed('it is unreachable', cause);
  }
}

function failed(why: string, cause?: unknown): LedgerError {
  return new LedgerError('witness-failed', `a witness did not cosign: ${why}`, { cause });
}
