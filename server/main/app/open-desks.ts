import { PLAIN_ALERTS } from '../../oversight/alerts/deliver.ts';
import { openViewingDesk, type ViewingDesk } from '../../goods/declarations/viewings/grant-viewing.ts';
import { OfficesInForce } from '../../goods/declarations/viewings/offices-in-force.ts';
import { type GrantDesk, openGrantDesk } from '../../lanes/evidence/issue-grant.ts';
import type { PrivacyDesk } from '../../privacy/privacy-desk.ts';
import { retentionRollout, type RetentionRollout } from '../../privacy/retention/roll-out.ts';
import { partnerProcessing } from '../../sharing/agreement/partner-processing.ts';
import { COURSES } from '../../people/training/courses/catalogue.ts';
import { systemTicket as examTicket } from '../../people/training/draw.ts';
import type { TrainingDesk } from '../../people/training/exams.ts';
import { findPerson } from '../../people/people/tables/people.ts';
import type { ReferralDesk } from '../../border/referrals/desk.ts';
import { drawnSecondLooks, systemTicket } from '../../border/second-looks/draw.ts';
import { relationByReferral } from '../../border/second-looks/evidence-relation.ts';
import type { Foundation } from './foundation.ts';
import type { LaneSide } from './open-lane-side.ts';
import type { Services } from './open-services.ts';
import type { Staff } from './open-staff.ts';
import type { Storage } from './open-storage.ts';

/** The rooms in which people work on cases. */
export interface Desks {
  readonly referrals: ReferralDesk;
  readonly grants: GrantDesk;
  readonly viewings: ViewingDesk;
  readonly privacy: PrivacyDesk;
  readonly rollout: RetentionRollout;
  readonly training: TrainingDesk;
}

export function openDesks(
  { config, clock }: Foundation,
  { ledger }: Storage,
  { context }: Services,
  { orders }: LaneSide,
  { people, access }: Staff,
): Desks {
  const secondLooks = drawnSecondLooks(config.secondLookPercent, systemTicket);
  const rollout = retentionRollout({ ...context, orders: orders.desk });
  return {
    referrals: { ...context, orders: orders.desk, people, secondLooks },
    grants: openGrantDesk(context, relationByReferral(context.knex, clock), people.party),
    viewings: openViewingDesk(context, new OfficesInForce(config.traders)),
    privacy: {
      gate: access.gate,
      context,
      ledger: ledger.database,
      ledgerPolicy: ledger.policy,
      mode: config.mode,
      answerable: config.answerable,
      partners: partnerProcessing,
      closedRequestsDays: config.closedRequestsDays,
      alertLogDays: (config.alerts ?? PLAIN_ALERTS).logDays,
      orders: orders.desk,
      rollout,
    },
    rollout,
    training: {
      ...context,
      courses: COURSES,
      ticket: examTicket,
      sealer: people.sealer,
      passwords: config.people.passwords,
      onPassed: (personId) => access.changes.announce(personId),
      isPerson: async (database, personId) => (await findPerson(database, personId))?.disabledAt === null,
    },
  };
}
