/** Whether the server takes a lane's messages, where it requires approved starts. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { QUOTE_LIFETIME_MS } from '../contract/attestation.ts';
import type { KioskId } from '../contract/field.ts';
import type { Connection } from '../database/connection.ts';
import type { Admission } from '../fleet/kiosk-gate.ts';
import { isStart, listSoftware } from './approved-software.ts';
import { judgeStart } from './judge-start.ts';
import { findQuote } from './lane-quotes.ts';

export interface AdmissionParts {
  readonly knex: Connection;
  readonly clock: Clock;
  readonly alarms: Pick<AlarmBook, 'raise'>;
}

/** A decision to admit holds this long, ms: reports and statuses of a lane come every few seconds. */
const HOLDS_MS = 5_000;
/** Lanes that are remembered. */
const HELD_MAX = 20_000;

/**
 * A lane is admitted by a genuine quote that is at most an hour old, has the values of an approved start, and names the certificate of the
 * connection. The key of that certificate is in the memory of the lane's process, so that a machine that was started differently since does
 * not have it.
 */
export function requireApprovedStart({ knex, clock, alarms }: AdmissionParts): Admission {
  const held = new Map<KioskId, { readonly certificate: string; readonly untilMs: number }>();
  return {
    async objectTo(kioskId, certificate) {
      const now = clock.monotonicMs();
      const known = held.get(kioskId);
      if (known !== undefined && known.certificate === certificate && now < known.untilMs) return undefined;
      if (certificate !== undefined && (await isApproved(knex, kioskId, certificate, clock.wallMs()))) {
        if (held.size >= HELD_MAX) held.clear();
        held.set(kioskId, { certificate, untilMs: now + HOLDS_MS });
        return undefined;
      }
      alarms.raise({ kind: 'lane-start-unproven', kioskId, fromSequence: null, toSequence: null });
      return objection();
    },
    async hasLost(kioskId, certificate) {
      const known = held.get(kioskId);
      if (certificate === undefined || known?.certificate !== certificate) return false;
      if (await isApproved(knex, kioskId, certificate, clock.wallMs())) return false;
      held.delete(kioskId);
      return true;
    },
  };
}

async function isApproved(
  database: Connection,
  kioskId: KioskId,
  certificate: string,
  nowMs: number,
): Promise<boolean> {
  const quote = await findQuote(database, kioskId);
  if (quote === undefined || quote.certificate !== certificate || nowMs - quote.quotedAt > QUOTE_LIFETIME_MS) {
    return false;
  }
  return judgeStart(quote.registers, (await listSoftware(database)).filter(isStart)).kind === 'approved';
}

function objection(): Refusal {
  return refuse('start-unproven', 'has not proved an approved start over this connection');
}
