/** People of two invented traders for development: a trader and its representative. Production rejects them, their sessions and their keys. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../../platform/database/connection.ts';
import { deviceLabel } from '../../../people/people/device-label.ts';
import type { PortalAnswered, PortalAsked } from '../front/portal-actions.ts';
import type { Refused } from '../front/messages.ts';
import { insertPortalUse } from '../tables/portal-uses.ts';
import { findTraderPerson, insertTraderPerson } from '../tables/trader-people.ts';
import { LET_IN_BY } from '../../../people/portals/portal-person.ts';
import { type PortalParts, refused } from './portal-parts.ts';

export const INVENTED_TRADERS = ['development-importer', 'development-broker'] as const;
type InventedTrader = (typeof INVENTED_TRADERS)[number];

const NAMES: { readonly [Trader in InventedTrader]: string } = {
  'development-importer': 'Importer',
  'development-broker': 'Broker',
};

export const inventedSchema = z.strictObject({ trader: z.enum(INVENTED_TRADERS) });

/** Signs in without proof. Refused outside development mode, as if there were no such route. */
export async function signInInvented(
  { context, people, sessions, commit, networkDigest }: PortalParts,
  { trader }: z.infer<typeof inventedSchema>,
  { userAgent, remoteAddress }: PortalAsked,
  before: string,
): Promise<PortalAnswered | Refused> {
  if (people.config.mode !== 'development') return refused('not-found');
  const id = people.sealer.digest('development-passkey', `trader ${trader}`);
  const token = await commit(async (transaction) => {
    const at = Math.round(context.clock.wallMs());
    await havePerson(transaction, { id, trader }, at);
    await insertPortalUse(transaction, {
      what: 'signed-in',
      person: id,
      trader,
      network: networkDigest(remoteAddress),
      at,
    });
    await sessions.endBefore(transaction, before);
    return sessions.begin(transaction, id, deviceLabel(userAgent));
  });
  return { kind: 'done', token };
}

/** An invented person has no invitation: the code has been used up. */
async function havePerson(
  transaction: Transaction,
  { id, trader }: { readonly id: string; readonly trader: InventedTrader },
  at: number,
): Promise<void> {
  if ((await findTraderPerson(transaction, id)) !== undefined) return;
  await insertTraderPerson(transaction, {
    id,
    trader,
    name: NAMES[trader],
    userHandle: randomBytes(32).toString('base64url'),
    codeUntil: at,
    proposedBy: LET_IN_BY,
    approvedBy: LET_IN_BY,
    madeAt: at,
    enrolledAt: at,
    endedAt: null,
  });
}
