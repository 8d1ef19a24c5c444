import { actsOf, STEP_UP_LASTS_MS } from '../access/judge.ts';
import { ROLES } from '../access/vocabulary.ts';
import type { PrincipalView, SessionView } from '../views/session.ts';
import type { People, SignedIn } from './people.ts';

/** What a console is told of who is signed in, and of the ways there are to sign in. Names nobody to strangers. */
export function sessionAnswer(people: People, signedIn: SignedIn | undefined): SessionView {
  const { mode } = people.config;
  const serverTime = people.clock.wallMs();
  return {
    mode,
    serverTime,
    principal: signedIn === undefined ? null : principalView(signedIn),
    acts: signedIn === undefined ? [] : actsOf(signedIn.principal, serverTime),
    signIn: { developmentRoles: mode === 'development' ? ROLES : [] },
  };
}

function principalView({ session, principal }: SignedIn): PrincipalView {
  const { steppedUpAt, duties } = principal;
  return {
    personId: principal.personId,
    displayName: principal.displayName,
    sessionId: principal.sessionId,
    method: session.method,
    signedInAt: session.signedInAt,
    endsAt: session.endsAt,
    steppedUpUntil: steppedUpAt === null ? null : steppedUpAt + STEP_UP_LASTS_MS,
    duties: duties.map(({ role, sites, lanes, validUntil, trainingValidUntil }) => ({
      role,
      sites,
      lanes,
      validUntil,
      trainingValidUntil,
    })),
  };
}
