/** Judges the text of a lane's code, with the proof of its release. Pure: no network, server or clock. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { sha256HexSchema } from '../../contract/field.ts';
import { type LaneStatement, type LaneStatementRefusal, openLaneStatement } from '../../contract/lane-statement.ts';
import { STATEMENT_LIFETIME_MS, STATEMENT_SKEW_MS } from '../../contract/statement-times.ts';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import type { RefusalCode } from '../../records/ledger/verify/proof-verdict.ts';
import type { ReleaseProof } from './answers.ts';

export interface LaneStatementClaim {
  /** As the telephone read it. An address before it is ignored. */
  readonly text: string;
  /** 32 or 33 bytes. */
  readonly serverKey: Uint8Array;
  /** Wall ms at which the text was scanned; absent: the freshness is not judged. */
  readonly scannedAt?: number | undefined;
  /** The answer of the server about the release; absent: not asked, or no answer. */
  readonly release?: ReleaseProof['release'] | undefined;
  /** A tlog-policy: the keys of the log that the reader trusts. */
  readonly policy?: string | undefined;
}

export type Freshness = 'fresh' | 'stale' | 'not-judged';

export type ReleaseFinding =
  /** Two people approved it, and the log has their approval. */
  | {
      readonly kind: 'approved';
      readonly name: string;
      readonly approvedAt: number;
      readonly index: number;
      readonly witnesses: number;
    }
  /** The lane runs from a source tree. */
  | { readonly kind: 'none-stated' }
  /** No approval is in force. */
  | { readonly kind: 'not-approved' }
  /** The server was not asked, or the log has not published the approval yet. */
  | { readonly kind: 'not-proved' }
  /** The proof is forged, damaged or about something else. */
  | { readonly kind: 'refused'; readonly code: RefusalCode | 'other-release' };

export type LaneStatementVerdict =
  | {
      readonly kind: 'genuine';
      readonly statement: LaneStatement;
      readonly freshness: Freshness;
      /** Time from the beacon to the scan, ms, at least 0. */
      readonly ageMs: number | undefined;
      readonly release: ReleaseFinding;
    }
  | { readonly kind: 'refused'; readonly code: LaneStatementRefusal };

/** The text of a statement that is the part after `#lane=` of an address, or stands alone. */
export function statementIn(scanned: string): string {
  const plain = scanned.trim();
  const at = plain.indexOf('#lane=');
  return at < 0 ? plain : plain.slice(at + '#lane='.length);
}

/** Input never throws. */
export function judgeLaneStatement(claim: LaneStatementClaim): LaneStatementVerdict {
  const opened = openLaneStatement(statementIn(claim.text), claim.serverKey);
  if (opened.kind === 'refused') return opened;
  const { statement } = opened;
  const age = claim.scannedAt === undefined ? undefined : claim.scannedAt - statement.beacon.at;
  return {
    kind: 'genuine',
    statement,
    freshness: freshnessOf(age),
    ageMs: age === undefined ? undefined : Math.max(0, age),
    release: judgeRelease(statement.release, claim),
  };
}

function freshnessOf(age: number | undefined): Freshness {
  if (age === undefined) return 'not-judged';
  return age >= -STATEMENT_SKEW_MS && age <= STATEMENT_LIFETIME_MS ? 'fresh' : 'stale';
}

const contentSchema = z.strictObject({ digest: sha256HexSchema });

function judgeRelease(stated: string | undefined, { release, policy }: LaneStatementClaim): ReleaseFinding {
  if (stated === undefined) return { kind: 'none-stated' };
  if (release === null) return { kind: 'not-approved' };
  if (release === undefined || release.proof === null || policy === undefined) return { kind: 'not-proved' };
  const { row, proof } = release;
  if (digestIn(row.content) !== stated || row.kind !== 'release') return { kind: 'refused', code: 'other-release' };
  if (row.withdrawn_at !== null) return { kind: 'not-approved' };
  const judged = judgeProofFile({ proof, policy });
  if (judged.kind === 'refused') return { kind: 'refused', code: judged.code };
  const { entry, index, witnesses } = judged;
  const isThisRow =
    entry?.type === 'row' &&
    entry.table === 'approved_software' &&
    entry.key[0] === row.id &&
    entry.content === contentOfRow(row);
  if (!isThisRow) return { kind: 'refused', code: 'other-release' };
  return { kind: 'approved', name: row.name, approvedAt: row.approved_at, index, witnesses: witnesses.size };
}

function digestIn(content: string): string | undefined {
  try {
    return contentSchema.safeParse(JSON.parse(content)).data?.digest;
  } catch {
    return undefined;
  }
}

/** As `server/records/ledger/recorded/row-content.ts` computes it, without Node. */
function contentOfRow(row: NonNullable<ReleaseProof['release']>['row']): string {
  const values = Object.entries(row)
    .filter(([, value]) => value !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(['approved_software', values]))));
}
