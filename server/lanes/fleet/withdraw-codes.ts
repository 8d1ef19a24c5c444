import type { KioskId } from '../../contract/field.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { listOpenCodes, withdrawEnrolmentCodes } from './enrolment-code-table.ts';
import { type FleetActor, recordFleetAct } from './fleet-act.ts';

export type Withdrawn = { readonly kind: 'withdrawn' } | { readonly kind: 'none-open' };

/** Withdraws a kiosk's unused codes. They are invalid after the commit. */
export async function withdrawCodes(
  transaction: Transaction,
  kioskId: KioskId,
  actor: FleetActor,
  at: number,
): Promise<Withdrawn> {
  const open = (await listOpenCodes(transaction, at)).find((code) => code.kioskId === kioskId);
  if (open === undefined) return { kind: 'none-open' };
  await withdrawEnrolmentCodes(transaction, kioskId, at);
  const done = { act: 'fleet.enrol', site: open.site, kioskId, result: 'code-withdrawn', at } as const;
  await recordFleetAct(transaction, { ...actor, ...done });
  return { kind: 'withdrawn' };
}
