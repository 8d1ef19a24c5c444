import type { Principal } from '../../platform/access/principal.ts';
import { findFallback } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import type { AccountView } from './answers/people.ts';
import type { People } from './people.ts';

export async function accountView(people: People, principal: Principal): Promise<AccountView> {
  const { personId, displayName, sessionId } = principal;
  const passkeys = await listPasskeys(people.knex, personId);
  const fallback = await findFallback(people.knex, personId);
  const { sessions, forged } = await people.sessions.list(personId);
  const now = people.clock.wallMs();
  const { idleMs } = people.sessions.limits;
  return {
    personId,
    displayName,
    passkeys: passkeys.map(({ id, name, synced, addedAt, usedAt, regressedAt }) => ({
      id,
      name,
      synced,
      addedAt,
      usedAt,
      blocked: regressedAt !== null,
    })),
    passwordSetAt: fallback?.setAt ?? null,
    sessions: sessions
      .filter(({ endsAt, seenAt }) => now < endsAt && now - seenAt < idleMs)
      .map(({ id, method, device, signedInAt, seenAt, endsAt }) => ({
        id,
        method,
        device,
        signedInAt,
        seenAt,
        endsAt,
        isThisOne: id === sessionId,
      })),
    forgedSessions: forged,
  };
}
