/** A person's own access to a portal: their passkeys and sessions, and how they end them. */
import type { PortalAccount } from './answers.ts';
import { deletePortalPasskey, listPortalPasskeys } from './passkey-table.ts';
import { done, type PortalAnswer, type PortalDone, type PortalPeopleParts, refused } from './portal-parts.ts';
import type { PortalPerson } from './portal-person.ts';
import { deletePortalSession, deletePortalSessionsOf } from './session-table.ts';
import { isFresh } from './sign-in.ts';

export async function signOut<P extends PortalPerson>(
  { portal, sessions, commit }: PortalPeopleParts<P>,
  digest: string,
  where: 'here' | 'everywhere',
): Promise<PortalDone> {
  const open = await sessions.find(digest);
  if (open !== undefined) {
    await commit((transaction) =>
      where === 'everywhere'
        ? deletePortalSessionsOf(transaction, portal.sessions, open.person.id)
        : deletePortalSession(transaction, portal.sessions, open.session.id),
    );
  }
  return { kind: 'done', token: null };
}

export async function showAccount<P extends PortalPerson>(
  { context, portal, sessions }: PortalPeopleParts<P>,
  digest: string,
): Promise<PortalAnswer> {
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  const passkeys = await listPortalPasskeys(context.knex, portal.passkeys, open.person.id);
  const others = await sessions.list(open.person.id);
  const account: PortalAccount = {
    passkeys: passkeys.map(({ id, name, addedAt, usedAt, synced, regressedAt }) => ({
      id,
      name,
      addedAt,
      usedAt,
      synced,
      isBlocked: regressedAt !== null,
    })),
    sessions: others.sessions.map(({ id, device, signedInAt, seenAt }) => ({
      device,
      signedInAt,
      seenAt,
      isThis: id === open.session.id,
    })),
    forgedSessions: others.forged,
  };
  return done(account);
}

/** The last passkey that still signs in cannot be removed. */
export async function removePasskey<P extends PortalPerson>(
  { context, portal, sessions, commit }: PortalPeopleParts<P>,
  id: string,
  digest: string,
): Promise<PortalAnswer> {
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  if (!isFresh(open.session.signedInAt, context.clock.wallMs())) return refused('proof-required');
  const person = open.person.id;
  return commit(async (transaction): Promise<PortalAnswer> => {
    const others = (await listPortalPasskeys(transaction, portal.passkeys, person)).filter(
      (one) => one.id !== id && one.regressedAt === null,
    );
    if (others.length === 0) return refused('last-passkey');
    return (await deletePortalPasskey(transaction, portal.passkeys, { person, id })) ? done() : refused('not-found');
  });
}
