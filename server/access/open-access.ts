/** Wiring of access: who asks, what two people decide, and the routes of both. */
import express, { type Router } from 'express';
import { actRoutes } from '../acts/act-routes.ts';
import type { Clearance } from '../clearance/clearance.ts';
import { developmentDuty, developmentPersonId } from '../people/development.ts';
import type { People } from '../people/people.ts';
import type { Connection } from '../store/connection.ts';
import { dutiesHeldBy } from '../store/duties.ts';
import { findPerson } from '../store/people/people.ts';
import { degradationKind, type Issue } from './degradations/degradation-kind.ts';
import { degradationRoutes } from './degradations/degradation-routes.ts';
import type { DutyChanges } from './duty-changes.ts';
import { endDutyKind, giveDutyKind, renewDutyKind } from './duties/duty-kinds.ts';
import { dutyRoutes } from './duties/duty-routes.ts';
import type { AccessGate } from './gate.ts';
import type { Duty } from './principal.ts';
import type { ProposalDesk } from './proposals/proposal-desk.ts';
import { proposalKinds, type AnyProposalKind } from './proposals/proposal-kind.ts';
import { proposalRoutes } from './proposals/proposal-routes.ts';
import type { RefusalBook } from './refusal-book.ts';
import { ROLES, type PersonId } from './vocabulary.ts';

export interface AccessParts {
  readonly clearance: Clearance;
  readonly people: People;
  readonly refusals: RefusalBook;
  readonly changes: DutyChanges;
  /** Gives orders to lanes. */
  readonly issue: Issue;
  /** What two people decide beside duties and degradations. */
  readonly kinds: readonly AnyProposalKind[];
}

export interface Access {
  readonly gate: AccessGate;
  readonly desk: ProposalDesk;
  readonly changes: DutyChanges;
  readonly routes: Router;
}

/** Whom development invents holds their duty since before whatever is judged. */
const SINCE_MS = 3_600_000;

/** Throws when two kinds of proposal share a name. */
export function openAccess({ clearance, people, refusals, changes, issue, kinds }: AccessParts): Access {
  const { knex, queue, ledger, clock } = clearance;
  const gate: AccessGate = {
    clock,
    principalOf: (request) => people.sessionOf(request),
    noteRefusal(principal, act, code) {
      people.signals.note('act-refused', principal.personId);
      refusals.note(principal, act, code);
    },
  };
  const isInvented = (role: (typeof ROLES)[number], personId: PersonId) =>
    people.config.mode === 'development' && developmentPersonId(role) === personId;
  const held = async (database: Connection, personId: PersonId): Promise<readonly Duty[]> => {
    const invented = ROLES.filter((role) => isInvented(role, personId));
    return [
      ...(await dutiesHeldBy(database, personId)),
      ...invented.map((role) => developmentDuty(role, clock.wallMs() - SINCE_MS)),
    ];
  };
  const parts = {
    async isPerson(database: Connection, personId: PersonId) {
      const person = await findPerson(database, personId);
      return person !== undefined && person.disabledAt === null && person.kind === 'person';
    },
    onChange: (personId: PersonId) => changes.announce(personId),
  };
  const dutyKinds = [giveDutyKind(parts), renewDutyKind(parts), endDutyKind(parts)];
  const all = [...dutyKinds, degradationKind(issue), ...kinds];
  const desk: ProposalDesk = { knex, queue, ledger, clock, kinds: proposalKinds(all), dutiesOf: held };
  const routes = express.Router({ strict: true, caseSensitive: true });
  routes.use(proposalRoutes(gate, desk));
  routes.use(dutyRoutes(gate, knex));
  routes.use(degradationRoutes(gate, { knex, queue, ledger, issue }));
  routes.use(actRoutes(gate, knex));
  return { gate, desk, changes, routes };
}
