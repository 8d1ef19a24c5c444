import type { Clock } from '../../../../hardware/host/clock.ts';
import type { WitnessState } from './witness-state.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { isConsistent } from '../../../platform/transparency/merkle/consistency.ts';
import { EMPTY_ROOT } from '../../../contract/merkle/hash.ts';
import { parseCheckpoint, type Checkpoint } from '../../../platform/transparency/note/checkpoint.ts';
import { formatSignatures, parseNote, verifyNote, type Note } from '../../../platform/transparency/note/note.ts';
import type { Cosigner } from '../../../platform/transparency/note/signer.ts';
import type { VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import { decodeUtf8 } from '../../../platform/transparency/text.ts';
import { parseAddCheckpoint } from './add-checkpoint.ts';

export interface WitnessParts {
  readonly state: WitnessState;
  /** Keys of the watched logs; their names are the origins. */
  readonly logs: readonly VerifierKey[];
  /** Each cosigns every checkpoint: Ed25519 for present verifiers, ML-DSA-44 in case Ed25519 is broken. */
  readonly cosigners: readonly Cosigner[];
  readonly clock: Clock;
}

export type WitnessAnswer =
  /** `body`: cosignature lines. */
  | { readonly status: 200; readonly body: string }
  /** The witness last saw this size: ask again from there. */
  | { readonly status: 409; readonly size: number }
  /** Malformed; not signed by this log's key; unknown log; not a continuation of the last head. */
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string };

/** Stores the last checkpoint of each log and cosigns only a continuation of it: C2SP tlog-witness. */
export class Witness {
  readonly #parts: WitnessParts;

  constructor(parts: WitnessParts) {
    this.#parts = parts;
  }

  /** Judges an add-checkpoint request in the order of the specification. Rejects if the state cannot be written. */
  async addCheckpoint(body: Uint8Array): Promise<WitnessAnswer> {
    const judged = this.#judge(body);
    if ('status' in judged) return judged;
    const { old, proof, note, checkpoint } = judged;
    const { origin, size, root } = checkpoint;
    if (old > size) return { status: 400, reason: 'the old size is larger than the checkpoint' };
    const { state, cosigners, clock } = this.#parts;
    const seen = await state.find(origin);
    const from = seen ?? { size: 0, root: EMPTY_ROOT };
    if (from.size !== old) return { status: 409, size: from.size };
    if (!isConsistent(from, { size, root }, proof))
      return { status: 422, reason: 'it does not continue the last cosigned head' };
    // Store first, then sign: a crash in between costs a signature; the other order could break the promise.
    if (!(await state.move(origin, seen, { size, root }))) {
      return { status: 409, size: (await state.find(origin))?.size ?? 0 };
    }
    const timeS = Math.floor(clock.wallMs() / 1_000);
    return { status: 200, body: formatSignatures(cosigners.map((cosigner) => cosigner.cosign(note.text, timeS))) };
  }

  #judge(body: Uint8Array): Judged | WitnessAnswer {
    try {
      const request = parseAddCheckpoint(decodeUtf8(body, 'malformed-request'));
      const note = parseNote(request.checkpoint);
      const origin = note.text.slice(0, note.text.indexOf('\n'));
      const keys = this.#parts.logs.filter((key) => key.name === origin);
      if (keys.length === 0) return { status: 404, reason: 'this witness does not watch this log' };
      verifyNote(note, keys);
      return { old: request.old, proof: request.proof, note, checkpoint: parseCheckpoint(note.text) };
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      const unsigned = error.code === 'bad-signature' || error.code === 'no-known-signature';
      return { status: unsigned ? 403 : 400, reason: error.message };
    }
  }
}

interface Judged {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}
