import type { Duty, Principal } from '../access/principal.ts';
import { ROLES } from '../access/vocabulary.ts';
import { developmentDuty, developmentPersonId } from './development.ts';
import type { OpenSession } from './sessions.ts';

/** The principal of a session. An invented person holds only the duty of their role. */
export function principalOf({ session, person }: OpenSession, duties: readonly Duty[]): Principal {
  const invented = ROLES.filter((role) => person.kind === 'development' && developmentPersonId(role) === person.id);
  return {
    personId: person.id,
    displayName: person.displayName,
    duties: [...duties, ...invented.map((role) => developmentDuty(role, session.signedInAt))],
    sessionId: session.id,
    signedInAt: session.signedInAt,
    steppedUpAt: session.steppedUpAt,
  };
}
