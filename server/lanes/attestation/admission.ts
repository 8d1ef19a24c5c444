/** Whether the server takes a lane's messages, where it requires approved starts. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { KioskId } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Admission } from '../fleet/kiosk-gate.ts';
import { type ApprovedStart, isStart, listSoftware } from './approved-software.ts';
import { findQuote } from './lane-quotes.ts';
import { startStanding } from './start-standing.ts';

export interface AdmissionParts {
  readonly knex: Connection;
  readonly clock: Clock;
  readonly alarms: Pick<AlarmBook, 'raise'>;
}

/** A decision to admit holds this long, ms: reports and statuses of a lane come every few seconds. */
const HOLDS_MS = 5_000;
/** The approvals are read again after this time, ms: a fleet asks for many lanes at once. */
const APPROVALS_HOLD_MS = 1_000;
/** A lane sends messages at once when it starts and when its certificate is replaced, and its proof a few seconds later. ms */
const PROVES_WITHIN_MS = 60_000;
/** Lanes that are remembered. */
const REMEMBERED_MAX = 20_000;

/**
 * A lane is admitted by a genuine quote that is at most an hour old, has the values of an approved start, and names the certificate of the
 * connection. The key of that certificate is in the memory of the lane's process, so that a machine that was started differently since does
 * not have it. A lane that is not admitted for a minute raises an alarm.
 */
export function requireApprovedStart({ knex, clock, alarms }: AdmissionParts): Admission {
  const admitted = new Map<KioskId, { readonly certificate: string; readonly untilMs: number }>();
  const refusedSince = new Map<KioskId, number>();
  const startsInForce = approvedStarts(knex, clock);

  const isApproved = async (kioskId: KioskId, certificate: string): Promise<boolean> => {
    const quote = await findQuote(knex, kioskId);
    return startStanding(quote, certificate, clock.wallMs(), await startsInForce()) === 'approved';
  };
  return {
    async objectTo(kioskId, certificate) {
      const now = clock.monotonicMs();
      const known = admitted.get(kioskId);
      if (known !== undefined && known.certificate === certificate && now < known.untilMs) return undefined;
      if (certificate !== undefined && (await isApproved(kioskId, certificate))) {
        remember(admitted, kioskId, { certificate, untilMs: now + HOLDS_MS });
        refusedSince.delete(kioskId);
        return undefined;
      }
      const since = refusedSince.get(kioskId);
      if (since === undefined) remember(refusedSince, kioskId, now);
      else if (now - since >= PROVES_WITHIN_MS) {
        alarms.raise({ kind: 'lane-start-unproven', kioskId, fromSequence: null, toSequence: null });
      }
      return objection();
    },
  };
}

function approvedStarts(knex: Connection, clock: Clock): () => Promise<readonly ApprovedStart[]> {
  let read: { readonly starts: Promise<readonly ApprovedStart[]>; readonly untilMs: number } | undefined;
  return () => {
    const now = clock.monotonicMs();
    if (read === undefined || now >= read.untilMs) {
      const starts = listSoftware(knex).then((all) => all.filter(isStart));
      read = { starts, untilMs: now + APPROVALS_HOLD_MS };
      starts.catch(() => (read = undefined));
    }
    return read.starts;
  };
}

function remember<T>(map: Map<KioskId, T>, kioskId: KioskId, value: T): void {
  if (map.size >= REMEMBERED_MAX && !map.has(kioskId)) map.clear();
  map.set(kioskId, value);
}

function objection(): Refusal {
  return refuse('start-unproven', 'has not proved an approved start over this connection');
}
