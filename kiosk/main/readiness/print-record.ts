/** The last record as a text to print, with what is needed to verify it. Pure. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { encodeEnvelope, openEnvelope } from '../../../server/contract/envelope.ts';
import type { KioskId } from '../../../server/contract/field.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { checkApprovalSchema } from '../../../server/contract/readiness.ts';
import type { ReadinessReport } from '../../../server/contract/report.ts';
import { adviceFor, valueWords } from './advice.ts';
import type { KeptRecord } from './check-memory.ts';
import { en } from './words/en.ts';

const NONE = new Uint8Array();

/** `undefined` when the record is not signed by this lane. @param publicKey of the lane's reports, 32 or 33 bytes */
export function printRecord(
  { record, approval }: Pick<KeptRecord, 'record' | 'approval'>,
  kioskId: KioskId,
  publicKey: Uint8Array,
): string | undefined {
  const payload = decodeBase64Url(record.payload) ?? NONE;
  const signature = decodeBase64Url(record.signature) ?? NONE;
  if (signature.length !== 64) return undefined;
  const opened = openEnvelope(encodeEnvelope({ kioskId, payload, signature }), publicKey);
  if (opened.kind === 'refused' || opened.report.kind !== 'readiness') return undefined;
  const { report } = opened;
  return [
    `READINESS RECORD OF LANE ${kioskId}`,
    '',
    `Result        ${RESULTS[report.result]}`,
    `Service       ${report.service === 'returned' ? 'returned to service' : 'stays out of service'}`,
    `Begun         ${time(report.startedAt)}`,
    `Recorded      ${time(report.reportedAt)}`,
    `Technician    ${technicianOf(report, approval)}`,
    `Gate opened   ${report.openings} times`,
    ...calibrationLines(report),
    '',
    ...report.items.flatMap((item) => itemLines(item)),
    '',
    `Measured      ${valueWords(en, report.values).join('; ') || 'nothing'}`,
    '',
    `Report ${report.sequence} of this lane, SHA-256 ${bytesToHex(sha256(payload))}`,
    `Signature     ${record.signature}`,
    `Key of lane   ${bytesToHex(publicKey)}`,
    '',
    'Signed by hand: ______________________________  Date: ______________',
  ].join('\n');
}

const RESULTS: Readonly<Record<ReadinessReport['result'], string>> = {
  ready: 'ready',
  'not-ready': 'NOT ready',
  interrupted: 'INTERRUPTED',
};

function itemLines({ name, result, fault }: ReadinessReport['items'][number]): string[] {
  const line = `${en.items[name].padEnd(32)}${result.replace('-', ' ')}`;
  return fault === undefined ? [line] : [line, `  ${fault}: ${adviceFor(en, name, fault, {}).cause}`];
}

function calibrationLines({ calibration }: ReadinessReport): string[] {
  if (calibration === undefined) return ['Calibration   none'];
  const { version, at, cameraHeightMm } = calibration;
  return [`Calibration   version ${version} of ${time(at)}, camera ${cameraHeightMm} mm above the floor`];
}

/** The account is in the approval alone, whose digest the record contains. */
function technicianOf({ approval: digest }: ReadinessReport, approval: KeptRecord['approval']): string {
  if (digest === undefined) return 'not signed in: the server could not be reached';
  const payload = decodeBase64Url(approval?.payload ?? '') ?? NONE;
  const parsed = checkApprovalSchema.safeParse(parseJson(payload)?.json);
  const fits = parsed.success && bytesToHex(sha256(payload)) === digest;
  return fits ? parsed.data.technician : `approval ${digest}`;
}

function time(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
