/** Judges the file of a published report by itself: its form, its signature and its figures. Pure. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { isSignatureValid } from '../../../contract/signing.ts';
import { errorRateFileSchema, REPORT_BOUNDS } from './error-rate-report.ts';
import { type Recomputed, recomputeReport } from './recompute-report.ts';

export type JudgedReport =
  /** The file is no report of error rates. */
  | { readonly kind: 'other' }
  | ({
      readonly kind: 'report';
      readonly period: string;
      /** Whether the key in the file signed the report. Whose key it is, the proof of the ledger shows. */
      readonly isSigned: boolean;
      /** The key, hex. */
      readonly signedBy: string;
    } & Recomputed);

export function judgeReportFile(file: Uint8Array): JudgedReport {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file));
  } catch {
    return { kind: 'other' };
  }
  const parsed = errorRateFileSchema.safeParse(read).data;
  if (parsed === undefined) return { kind: 'other' };
  const { report, signature } = parsed;
  const [key, value] = [decodeBase64Url(signature.key), decodeBase64Url(signature.value)];
  return {
    kind: 'report',
    period: report.period,
    isSigned:
      key !== undefined &&
      value !== undefined &&
      isSignatureValid('error-rates', canonicalJson(report, REPORT_BOUNDS), value, key),
    signedBy: key === undefined ? '' : bytesToHex(key),
    ...recomputeReport(report),
  };
}
