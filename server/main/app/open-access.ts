/** Wiring of access: the gate, proposals and their routes. */
import express, { type Router } from 'express';
import type { RoomContext } from '../../records/context/room-context.ts';
import { administratorsWhoCanAct } from '../../people/people/able-administrators.ts';
import { originOf } from '../../people/people/account-origin.ts';
import { hasCredentials, recoveredAt } from '../../people/people/credentials.ts';
import { inventedDuties } from '../../people/people/development.ts';
import type { People } from '../../people/people/people.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findPerson } from '../../people/people/tables/people.ts';
import { degradationKind, type Issue } from '../../lanes/degradations/degradation-kind.ts';
import { degradationRoutes } from '../../lanes/degradations/degradation-routes.ts';
import type { DutyChanges } from '../../platform/access/duty-changes.ts';
import { reinstateKind } from '../../people/duties/reinstate-kind.ts';
import { endDutyKind, giveDutyKind, renewDutyKind } from '../../people/duties/duty-kinds.ts';
import { dutyRoutes } from '../../people/duties/duty-routes.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import type { Duty } from '../../platform/access/principal.ts';
import type { Decoys } from '../../records/proposals/decoy.ts';
import type { ProposalDesk } from '../../records/proposals/proposal-desk.ts';
import { proposalKinds, type AnyProposalKind } from '../../records/proposals/proposal-kind.ts';
import { proposalRoutes } from '../../records/proposals/proposal-routes.ts';
import { ReadingBook } from '../../records/acts/reading-book.ts';
import type { RefusalBook } from '../../records/acts/refusal-book.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';

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
    recoveredAt,
    ableAdministrators: (database: Connection, now: number) =>
      administratorsWhoCanAct(database, now, people.config.passwords),
    onChange: (personId: PersonId) => changes.announce(personId),
  };
  const dutyKinds = [giveDutyKind(parts), renewDutyKind(parts), endDutyKind(parts), reinstateKind(parts)];
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
