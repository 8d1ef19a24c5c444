import { actsOf, mustProve, STEP_UP_LASTS_MS } from '../../platform/access/judge.ts';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { restrictionsOf } from '../../records/restrictions/restriction-table.ts';
import { usablePasskeys } from './tables/passkeys.ts';
import type { CredentialAdvice, PrincipalView, SessionView } from './answers/session.ts';
import type { People, SignedIn } from './people.ts';

/** The signed-in person and the ways to sign in, for a console. Contains no names when no one is signed in. */
export async function sessionAnswer(people: People, signedIn: SignedIn | undefined): Promise<SessionView> {
  const { mode } = people.config;
  const serverTime = people.clock.wallMs();
  return {
    mode,
    serverTime,
    principal: signedIn === undefined ? null : await principalView(people, signedIn),
    acts: signedIn === undefined ? [] : actsOf(signedIn.principal, serverTime),
    signIn: {
      firstRun: signedIn === undefined && (await people.access.missingAdministrators(people.knex, serverTime)) === 2,
      passwords: people.config.passwords,
      developmentRoles: mode === 'development' ? ROLES : [],
    },
  };
}

async function principalView(people: People, signedIn: SignedIn): Promise<PrincipalView> {
  const { session, principal } = signedIn;
  const { steppedUpAt, duties } = principal;
  const now = people.clock.wallMs();
  const restrictions = await restrictionsOf(people.knex, principal.personId, now);
  return {
    personId: principal.personId,
    displayName: principal.displayName,
    sessionId: principal.sessionId,
    method: session.method,
    signedInAt: session.signedInAt,
    endsAt: session.endsAt,
    steppedUpUntil: steppedUpAt === null ? null : steppedUpAt + STEP_UP_LASTS_MS,
    advice: await adviceFor(people, signedIn),
    restrictions: restrictions.map(({ kind, from, until }) => ({ kind, from, until })),
    mustProve: mustProve(principal, now),
    duties: duties.map(({ role, sites, lanes, validUntil, trainingValidUntil, coursesValidUntil = null }) => ({
      role,
      sites,
      lanes,
      validUntil,
      trainingValidUntil,
      coursesValidUntil,
    })),
  };
}

/** Two passkeys are advised: a person who loses the only one needs two administrators. */
async function adviceFor({ knex }: People, { person }: SignedIn): Promise<CredentialAdvice | null> {
  if (person.kind === 'development') return null;
  const usable = await usablePasskeys(knex, person.id);
  if (usable.length >= 2) return null;
  return usable.length === 0 ? 'add-a-passkey' : 'add-a-second-passkey';
}
