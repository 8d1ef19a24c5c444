/** The verification of a call of the log with its proof, as a chunk that is loaded when it is needed. The same judgement as `postern-server verify`. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';

/** A row of the log, as the list and the CSV file have it. */
export interface LoggedCall {
  readonly id: string;
  readonly at: number;
  readonly call: string;
  /** Id of the person; `null`: the program. */
  readonly person: string | null;
  readonly agreement: string | null;
  readonly delivery: string | null;
  readonly result: string;
  readonly bytes: number;
}

export type CallVerdict =
  | { readonly kind: 'verified'; readonly call: LoggedCall; readonly witnesses: number }
  /** `other-entry`: the proof is about none of the calls. `other-content`: the call was changed. Else a code of the proof. */
  | { readonly kind: 'refused'; readonly code: string };

const TABLES = ['sharing_calls', 'sharing_portal_calls'] as const;

/** SHA-256 of a call's content, hex: its columns by name, empty ones left out (`server/records/ledger/recorded/row-content.ts`). */
export function contentOfCall(call: LoggedCall, party: string): string {
  const table = TABLES[call.person === null ? 0 : 1];
  const columns = Object.entries({ ...call, party })
    .filter(([, value]) => value !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([table, columns]))));
}

/**
 * @param calls the proof must be about one of them
 * @param policy text of a tlog-policy
 * @param party id of the reader's agency
 */
export function verifyCall({
  calls,
  proof,
  policy,
  party,
}: {
  readonly calls: readonly LoggedCall[];
  readonly proof: string;
  readonly policy: string;
  readonly party: string;
}): CallVerdict {
  const judged = judgeProofFile({ proof, policy });
  if (judged.kind === 'refused') return { kind: 'refused', code: judged.code };
  const { entry, witnesses } = judged;
  if (entry?.type !== 'row' || !TABLES.some((table) => table === entry.table))
    return { kind: 'refused', code: 'other-entry' };
  const call = calls.find(({ id }) => id === entry.key[0]);
  if (call === undefined) return { kind: 'refused', code: 'other-entry' };
  const isSame = entry.content === contentOfCall(call, party) && entry.table === TABLES[call.person === null ? 0 : 1];
  return isSame ? { kind: 'verified', call, witnesses: witnesses.size } : { kind: 'refused', code: 'other-content' };
}
