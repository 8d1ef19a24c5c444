/** Judges a traveller's receipt together with further files. Pure: no network, server or clock. */
import { openEnvelope } from '../../contract/envelope.ts';
import type { KioskId } from '../../contract/field.ts';
import { judgeErasure, judgeReceiptPolicy, type PolicyVerdict } from '../../contract/judge-traveller-receipt.ts';
import { payloadBytes } from '../../contract/payload.ts';
import { RETENTION_POLICY_FORM, type RetentionPolicy, retentionDigest } from '../../contract/retention.ts';
import {
  openTravellerReceipt,
  type TravellerReceipt,
  type TravellerReceiptRefusal,
} from '../../contract/traveller-receipt.ts';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import type { RefusalCode } from '../../records/ledger/verify/proof-verdict.ts';

export interface ReceiptClaim {
  readonly text: string;
  /** Public keys of lanes, as the border service publishes them. */
  readonly laneKeys: ReadonlyMap<KioskId, Uint8Array>;
  readonly policy?: RetentionPolicy | undefined;
  /** The envelope of the erasure's report, as the lane signed it. */
  readonly report?: Uint8Array | undefined;
  /** Proof that the report is in the ledger. */
  readonly ledger?: { readonly proof: string; readonly policy: string } | undefined;
}

export type ReceiptRefusal =
  | TravellerReceiptRefusal
  | Exclude<PolicyVerdict, 'within-policy'>
  /** Altered, of another lane, or not a report of an erasure. */
  | 'bad-report'
  /** A genuine report of another erasure. */
  | 'not-in-report'
  /** The proof is for another entry. */
  | 'other-entry-proved'
  | RefusalCode;

export interface ProvedErasure {
  readonly by: 'tag' | 'keys';
  /** First and last erasure in the report, ms. */
  readonly from: number;
  readonly to: number;
  /** Time of each witness's cosignature by name, POSIX seconds. Absent without a proof. */
  readonly witnesses?: ReadonlyMap<string, number>;
}

export type ReceiptVerdict =
  | {
      readonly kind: 'verified';
      readonly receipt: TravellerReceipt;
      readonly withinPolicy: boolean | undefined;
      readonly erasure: ProvedErasure | undefined;
    }
  | { readonly kind: 'refused'; readonly code: ReceiptRefusal };

/** Does not throw for any contents of the files. */
export function judgeReceipt({ text, laneKeys, policy, report, ledger }: ReceiptClaim): ReceiptVerdict {
  const opened = openTravellerReceipt(text, (kioskId) => laneKeys.get(kioskId));
  if (opened.kind === 'refused') return opened;
  const { receipt } = opened;
  if (policy !== undefined) {
    const digest = retentionDigest(payloadBytes(RETENTION_POLICY_FORM, policy));
    const verdict = judgeReceiptPolicy(receipt, policy, digest);
    if (verdict !== 'within-policy') return refused(verdict);
  }
  const within = policy === undefined ? undefined : true;
  if (report === undefined) return { kind: 'verified', receipt, withinPolicy: within, erasure: undefined };
  const erasure = proveErasure(receipt, laneKeys, report, ledger);
  return typeof erasure === 'string' ? refused(erasure) : { kind: 'verified', receipt, withinPolicy: within, erasure };
}

function proveErasure(
  receipt: TravellerReceipt,
  laneKeys: ReceiptClaim['laneKeys'],
  envelope: Uint8Array,
  ledger: ReceiptClaim['ledger'],
): ProvedErasure | ReceiptRefusal {
  const key = laneKeys.get(receipt.kioskId);
  const read = key === undefined ? undefined : openEnvelope(envelope, key);
  if (read?.kind !== 'valid' || read.report.kind !== 'erasure') return 'bad-report';
  const verdict = judgeErasure(receipt, read.report);
  if (verdict === 'other-lane' || verdict === 'not-in-report') return 'not-in-report';
  const { from, to } = read.report;
  const proved: ProvedErasure = { by: verdict === 'names-this-receipt' ? 'tag' : 'keys', from, to };
  if (ledger === undefined) return proved;
  const judged = judgeProofFile(ledger);
  if (judged.kind === 'refused') return judged.code;
  const { entry, witnesses } = judged;
  const isOfReport = entry?.type === 'report' && entry.kioskId === receipt.kioskId && entry.digest === read.digest;
  return isOfReport ? { ...proved, witnesses } : 'other-entry-proved';
}

function refused(code: ReceiptRefusal): ReceiptVerdict {
  return { kind: 'refused', code };
}
