import { type PersonId, type Role, siteIdSchema } from '../../platform/access/vocabulary.ts';
import * as machine from '../../records/acts/machine.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { KioskId } from '../../contract/field.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import type { Transaction } from '../../platform/database/connection.ts';

export interface FleetActor {
  readonly person: PersonId;
  /** As in `ActDraft`. */
  readonly session: string | null;
  readonly role: Role | null;
}

export interface FleetAct extends FleetActor {
  readonly act: 'fleet.enrol' | 'fleet.disable' | 'fleet.disable-approve';
  readonly site: string;
  readonly kioskId: KioskId;
  readonly result: 'code-made' | 'code-withdrawn' | 'enrolled' | 'done';
  readonly details?: ActDetails;
  /** Wall ms. */
  readonly at: number;
}

export const COMMAND_LINE: FleetActor = {
  person: machine.COMMAND_LINE,
  session: null,
  role: 'administrator',
};

/** Records an act on a kiosk, in the same transaction as the act. */
export async function recordFleetAct(transaction: Transaction, { site, kioskId, ...act }: FleetAct): Promise<void> {
  await recordAct(transaction, { ...act, target: { site: siteIdSchema.parse(site), kioskId } });
}
