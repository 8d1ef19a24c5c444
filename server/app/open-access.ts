/** Wiring of access: the gate, proposals and their routes. */
import express, { type Router } from 'express';
import type { RoomContext } from '../context/room-context.ts';
import { administratorsWhoCanAct } from '../people/able-administrators.ts';
import { originOf } from '../people/account-origin.ts';
import { hasCredentials } from '../people/credentials.ts';
import { inventedDuties } from '../people/development.ts';
import type { People } from '../people/people.ts';
import type { Connection } from '../database/connection.ts';
import { findPerson } from '../people/tables/people.ts';
import { degradationKind, type Issue } from '../degradations/degradation-kind.ts';
import { degradationRoutes } from '../degradations/degradation-routes.ts';
import type { DutyChanges } from '../access/duty-changes.ts';
import { endDutyKind, giveDutyKind, renewDutyKind } from '../duties/duty-kinds.ts';
import { dutyRoutes } from '../duties/duty-routes.ts';
import type { AccessGate } from '../access/gate.ts';
import type { Duty } from '../access/principal.ts';
import type { Decoys } from '../proposals/decoy.ts';
import type { ProposalDesk } from '../proposals/proposal-desk.ts';
import { proposalKinds, type AnyProposalKind } from '../proposals/proposal-kind.ts';
import { proposalRoutes } from '../proposals/proposal-routes.ts';
import { ReadingBook } from '../acts/reading-book.ts';
import type { RefusalBook } from '../acts/refusal-book.ts';
import type { PersonId } from '../access/vocabulary.ts';

export type DutiesOf = (database: Connection, personId: PersonId) => Promise<readonly Duty[]>;

/** Whether the person exists, is not invented, and is not disabled. */
export async function isWorkingPerson(database: Connection, personId: PersonId): Promise<boolean> {
  const person = await findPerson(database, personId);
  return person !== undefined && person.disabledAt === null && person.kind === 'person';
}

export interface AccessParts {
  readonly context: RoomContext;
  readonly people: People;
  readonly refusals: RefusalBook;
  readonly changes: DutyChanges;
  /** As stored, and as far as the person's courses allow them. */
  readonly dutiesOf: DutiesOf;
  /** Issues orders to lanes. */
  readonly issue: Issue;
  /** Kinds of proposals besides duties and degradations. */
  readonly kinds: readonly AnyProposalKind[];
  /** Invented proposals of drills. */
  readonly decoys: Decoys;
}

export interface Access {
  readonly gate: AccessGate;
  readonly desk: ProposalDesk;
  readonly changes: DutyChanges;
  readonly routes: Router;
}

/** Throws when two kinds of proposal have the same name. */
export function openAccess({
  context,
  people,
  refusals,
  changes,
  dutiesOf,
  issue,
  kinds,
  decoys,
}: AccessParts): Access {
  const { knex, queue, ledger, clock } = context;
  const readings = new ReadingBook(context);
  const gate: AccessGate = {
    clock,
    principalOf: (request) => people.sessionOf(request),
    noteRefusal(principal, act, code) {
      people.signals.note('act-refused', principal.personId);
      refusals.note(principal, act, code);
    },
    noteReading: (...reading) => readings.note(...reading),
  };
  const held = async (database: Connection, personId: PersonId): Promise<readonly Duty[]> => [
    ...(await dutiesOf(database, personId)),
    ...inventedDuties(people.config.mode, personId, clock.wallMs()),
  ];
  const parts = {
    isPerson: isWorkingPerson,
    hasEnrolled: hasCredentials,
    originOf,
    ableAdministrators: (database: Connection, now: number) =>
      administratorsWhoCanAct(database, now, people.config.passwords),
    onChange: (personId: PersonId) => changes.announce(personId),
  };
  const dutyKinds = [giveDutyKind(parts), renewDutyKind(parts), endDutyKind(parts)];
  const all = [...dutyKinds, degradationKind(issue), ...kinds];
  const desk: ProposalDesk = {
    knex,
    queue,
    ledger,
    clock,
    kinds: proposalKinds(all),
    dutiesOf: held,
    decoys,
    announce: (alarm) => context.alarms.announce(alarm),
  };
  const routes = express.Router({ strict: true, caseSensitive: true });
  routes.use(proposalRoutes(gate, desk));
  routes.use(dutyRoutes(gate, knex));
  routes.use(degradationRoutes(gate, { knex, queue, ledger, issue, people, proposals: desk }));
  return { gate, desk, changes, routes };
}
