import { exceptionKind } from '../components/exception-kind.ts';
import { measureKind } from '../compliance/actions/action-kind.ts';
import { breachDecisionKind } from '../compliance/breaches/decision-kind.ts';
import { checkedKinds } from '../compliance/frameworks/checked-kinds.ts';
import { detectionExceptionKind } from '../detection/exceptions/exception-kind.ts';
import { responsePolicyKind } from '../detection/responses/policy-kind.ts';
import { brandKind } from '../brand/brand-kind.ts';
import { DutyChanges } from '../access/duty-changes.ts';
import { softwareKind } from '../attestation/software-kind.ts';
import { declarationHoldKind, declarationHoldReleaseKind } from '../declarations/holds/hold-kinds.ts';
import { traderPersonKind } from '../declarations/portal/trader-person-kind.ts';
import { traderKeyKind } from '../declarations/trader-key-kind.ts';
import { disableKioskKind } from '../fleet/disable-kind.ts';
import { successionKind } from '../key-successions/succession-kind.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { disablePersonKind } from '../people/disable-kind.ts';
import { openPeople } from '../people/open-people.ts';
import type { People } from '../people/people.ts';
import { privacyKinds } from '../privacy/privacy-kinds.ts';
import { documentSignatureKind } from '../privacy/signed/signature-kind.ts';
import { processingSettings } from './processing-settings.ts';
import { COURSES } from '../training/courses/catalogue.ts';
import { systemTicket as examTicket } from '../training/draw.ts';
import { drillDecoys } from '../training/drills/drill-decoys.ts';
import { drillKind } from '../training/drills/drill-kind.ts';
import { trainedDuties } from '../training/trained-duties.ts';
import { refresherKind, trainingPolicyKind } from '../training/training-kinds.ts';
import type { PersonId } from '../access/vocabulary.ts';
import { agreementKind } from '../sharing/agreement/agreement-kind.ts';
import { deletionKind } from '../sharing/deliveries/deletion-kind.ts';
import { seedKind } from '../sharing/seeds/seed-kind.ts';
import { auditKind } from '../sharing/audits/audit-kind.ts';
import { partyKind } from '../sharing/agreement/party-kind.ts';
import { partnerPersonKind } from '../sharing/portal/partner-person-kind.ts';
import { endPeopleOf } from '../sharing/portal/people-table.ts';
import { returnKind } from '../setup/return-kind.ts';
import { findReferralOf } from '../referrals/tables/referrals.ts';
import type { Foundation } from './foundation.ts';
import { type Access, type DutiesOf, isWorkingPerson, openAccess } from './open-access.ts';
import { alertKinds } from './open-alerts.ts';
import type { LaneSide } from './open-lane-side.ts';
import type { Node } from './open-node.ts';
import type { Services } from './open-services.ts';
import type { Storage } from './open-storage.ts';
import type { OwnAddresses } from './own-addresses.ts';

/** The people who work with the server, and what each may do. */
export interface Staff {
  readonly people: People;
  readonly access: Access;
}

/** Rejects with `KeyError`. */
export async function openStaff(
  foundation: Foundation,
  { keys, ledger }: Pick<Node, 'keys'> & Pick<Storage, 'ledger'>,
  { context, signals, refusals }: Services,
  { limits, fleet, orders }: LaneSide,
  addresses: OwnAddresses,
): Promise<Staff> {
  const { config } = foundation;
  const { clock } = context;
  const trained = { courses: COURSES, passwords: config.people.passwords };
  const dutiesOf: DutiesOf = (database, personId) => trainedDuties(trained, database, personId, clock.wallMs());
  const changes = new DutyChanges();
  const people = openPeople(
    { ...context, signals },
    {
      config: { mode: config.mode, ...config.people },
      secret: await keys.secret('people'),
      recognise: (socket, personId) => limits.recognise(socket, personId),
      dutiesOf,
      origins: () => [...addresses.people.origins],
    },
  );
  const trainingParts = {
    ...trained,
    isPerson: isWorkingPerson,
    onChange: (personId: PersonId) => changes.announce(personId),
  };
  const access = openAccess({
    context,
    people,
    refusals,
    changes,
    dutiesOf,
    kinds: checkedKinds(
      [
        ...privacyKinds(orders.desk, async (...passage) => (await findReferralOf(...passage)) !== undefined),
        ...alertKinds(foundation, context, people.sealer),
        successionKind(keys),
        brandKind(),
        returnKind(ledger, (error) => foundation.events.emit({ event: 'fault', where: 'ledger', error })),
        disablePersonKind(people),
        disableKioskKind((kioskId) => fleet.cutOff(kioskId)),
        softwareKind(),
        exceptionKind(),
        traderKeyKind(),
        declarationHoldKind(),
        declarationHoldReleaseKind(),
        traderPersonKind(),
        detectionExceptionKind(context.clock),
        responsePolicyKind(),
        partyKind(endPeopleOf),
        partnerPersonKind(),
        agreementKind(),
        deletionKind(),
        seedKind(),
        auditKind(),
        documentSignatureKind(processingSettings(config, context.clock, ledger.policy)),
        breachDecisionKind(),
        measureKind(),
        trainingPolicyKind(trainingParts),
        refresherKind(trainingParts),
        drillKind({ ticket: examTicket }),
      ],
      config.legalFrameworks ?? [],
    ),
    decoys: drillDecoys(people.sealer),
    issue: (transaction, wanted) => issueOrder(orders.desk, transaction, wanted),
  });
  return { people, access };
}
