/** The view of the checks of lanes for people: by status, request and record. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64Url } from '../../contract/base64url.ts';
import type { ReadinessReport } from '../../contract/report.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Kiosk } from '../../records/kiosks/kiosks.ts';
import { listReadiness } from '../../records/kiosks/lane-status.ts';
import type { CheckTechnician, LaneReadiness, ReadinessRecordView, SignedReadinessRecord } from './answers.ts';
import { findApprovals, type StoredApproval } from './approval-table.ts';
import { latestRecords, recordsOf, type StoredRecord } from './record-table.ts';
import { LOOK_EVERY_MS, recordsLimitMs } from './readiness-retention.ts';
import { listWaiting } from './request-table.ts';

const HISTORY = 20;

/** @param kiosks those that the person may see */
export async function readReadiness(
  database: Connection,
  kiosks: readonly Kiosk[],
  nowMs: number,
): Promise<LaneReadiness[]> {
  const [statuses, waiting, latest] = [
    await listReadiness(database),
    await listWaiting(database, nowMs),
    await latestRecords(database),
  ];
  const approvals = await approvalsOf(database, latest, nowMs);
  const records = new Map(latest.map((record) => [record.report.kioskId, record]));
  return kiosks.map(({ id, site, lane }) => {
    const record = records.get(id);
    const { check = null, drifts = [] } = statuses.get(id) ?? {};
    return {
      kioskId: id,
      site,
      lane,
      check,
      drifts,
      asksUntil: waiting.get(id) ?? null,
      last: record === undefined ? null : viewOf(record, approvals),
    };
  });
}

/** The latest records of a lane, newest first, with the signed bytes. */
export async function readHistory(
  database: Connection,
  { id, publicKey }: Pick<Kiosk, 'id' | 'publicKey'>,
  nowMs: number,
): Promise<SignedReadinessRecord[]> {
  const records = await recordsOf(database, id, HISTORY);
  const approvals = await approvalsOf(database, records, nowMs);
  return records.map((record) => {
    const approval = approvalOf(record.report, approvals);
    return {
      ...viewOf(record, approvals),
      signed: {
        kioskId: id,
        ...wireOf(record),
        approval: approval === undefined ? null : wireOf(approval),
        laneKey: bytesToHex(publicKey),
      },
    };
  });
}

function wireOf({ payload, signature }: Pick<StoredRecord, 'payload' | 'signature'>) {
  return { payload: encodeBase64Url(payload), signature: encodeBase64Url(signature) };
}

interface Approvals {
  readonly known: ReadonlyMap<string, StoredApproval>;
  /** Approvals of records that were received before have been erased. */
  readonly erasedBefore: number;
}

async function approvalsOf(database: Connection, records: readonly StoredRecord[], nowMs: number): Promise<Approvals> {
  const digests = records.flatMap(({ report }) => report.approval ?? []);
  return { known: await findApprovals(database, digests), erasedBefore: nowMs - (await recordsLimitMs(database)) };
}

function approvalOf(
  { approval, kioskId }: ReadinessReport,
  { known: approvals }: Approvals,
): StoredApproval | undefined {
  const known = approval === undefined ? undefined : approvals.get(approval);
  return known?.kioskId === kioskId ? known : undefined;
}

function viewOf({ report, receivedAt }: StoredRecord, approvals: Approvals): ReadinessRecordView {
  const {
    version: _version,
    kind: _kind,
    sequence: _sequence,
    previous: _previous,
    kioskId: _kioskId,
    ...said
  } = report;
  return { receivedAt, technician: technicianOf(report, receivedAt, approvals), report: said };
}

function technicianOf(report: ReadinessReport, receivedAt: number, approvals: Approvals): CheckTechnician {
  if (report.approval === undefined) return { kind: 'not-signed-in' };
  const approval = approvalOf(report, approvals);
  if (approval !== undefined) return { kind: 'known', id: approval.technician };
  // Approvals are erased once an hour
  return { kind: receivedAt < approvals.erasedBefore + 2 * LOOK_EVERY_MS ? 'erased' : 'unapproved' };
}
