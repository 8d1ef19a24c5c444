import { exceptionKind } from '../../lanes/components/exception-kind.ts';
import { measureKind } from '../../oversight/compliance/actions/action-kind.ts';
import { breachDecisionKind } from '../../oversight/compliance/breaches/decision-kind.ts';
import { checkedKinds } from '../../oversight/compliance/frameworks/checked-kinds.ts';
import { detectionExceptionKind } from '../../oversight/detection/exceptions/exception-kind.ts';
import { responsePolicyKind } from '../../oversight/detection/responses/policy-kind.ts';
import { brandKind } from '../../people/brand/brand-kind.ts';
import { DutyChanges } from '../../platform/access/duty-changes.ts';
import { softwareKind } from '../../lanes/attestation/software-kind.ts';
import { declarationHoldKind, declarationHoldReleaseKind } from '../../goods/declarations/holds/hold-kinds.ts';
import { traderPersonKind } from '../../goods/declarations/portal/trader-person-kind.ts';
import { traderKeyKind } from '../../goods/declarations/trader-key-kind.ts';
import { disableKioskKind } from '../../lanes/fleet/disable-kind.ts';
import { successionKind } from '../../people/key-successions/succession-kind.ts';
import { issueOrder } from '../../lanes/orders/issue-order.ts';
import { disablePersonKind } from '../../people/people/disable-kind.ts';
import { openPeople } from '../../people/people/open-people.ts';
import type { People } from '../../people/people/people.ts';
import { privacyKinds } from '../../privacy/privacy-kinds.ts';
import { documentSignatureKind } from '../../privacy/signed/signature-kind.ts';
import { processingSettings } from './processing-settings.ts';
import { COURSES } from '../../people/training/courses/catalogue.ts';
import { systemTicket as examTicket } from '../../people/training/draw.ts';
import { drillDecoys } from '../../people/training/drills/drill-decoys.ts';
import { drillKind } from '../../people/training/drills/drill-kind.ts';
import { trainedDuties } from '../../people/training/trained-duties.ts';
import { refresherKind, trainingPolicyKind } from '../../people/training/training-kinds.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { agreementKind } from '../../sharing/agreement/agreement-kind.ts';
import { deletionKind } from '../../sharing/deliveries/deletion-kind.ts';
import { seedKind } from '../../sharing/seeds/seed-kind.ts';
import { auditKind } from '../../sharing/audits/audit-kind.ts';
import { partyKind } from '../../sharing/agreement/party-kind.ts';
import { partnerPersonKind } from '../../sharing/portal/partner-person-kind.ts';
import { endPeopleOf } from '../../sharing/portal/people-table.ts';
import { adoptionKind } from '../../oversight/setup/adoption-kind.ts';
import { returnKind } from '../../oversight/setup/return-kind.ts';
import { findReferralOf } from '../../border/referrals/tables/referrals.ts';
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
        adoptionKind(context),
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
        agreementKind(config.mode),
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
