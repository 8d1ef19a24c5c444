import { z } from 'zod';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { disableKiosk } from './disable-kiosk.ts';

const DAY_MS = 86_400_000;

const disableSchema = z.strictObject({ kioskId: kioskIdSchema });
type Disable = z.infer<typeof disableSchema>;

/**
 * Proposal to disable a kiosk that keeps captures under a legal hold. The second person is a privacy officer, as for the end of a hold.
 * @param onDisabled called after the commit
 */
export function disableKioskKind(onDisabled: (kioskId: KioskId) => void): ProposalKind<Disable> {
  const objection = async (database: Connection, { kioskId }: Disable): Promise<string | undefined> =>
    (await findKiosk(database, kioskId))?.disabledAt === null ? undefined : 'no-such-lane';
  return {
    kind: 'kiosk-disable',
    proposeAct: 'fleet.disable',
    approveAct: 'fleet.disable-approve',
    opensForMs: DAY_MS,
    schema: disableSchema,
    async targetsOf(database, { kioskId }) {
      const target = await laneTarget(database, kioskId);
      return target === undefined ? undefined : [target];
    },
    objection,
    async apply(transaction, { kioskId }, decision) {
      const actor = { person: decision.approvedBy, session: decision.approvedIn, role: decision.approvedAs };
      const disabled = await disableKiosk(transaction, kioskId, actor, decision.at, decision);
      if (disabled.kind !== 'disabled') return { kind: 'inapplicable', code: 'no-such-lane' };
      return { kind: 'applied', afterwards: () => onDisabled(kioskId) };
    },
  };
}
