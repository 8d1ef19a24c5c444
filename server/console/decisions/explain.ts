/** Pure: explains a proposal to its approver: the person, the change of the present state, and the time limits. */
import type { Brand } from '../../contract/brand/brand.ts';
import type { ApprovedSoftware, Software } from '../../lanes/attestation/approved-software.ts';
import type { SoftwareChange } from '../../lanes/attestation/software-kind.ts';
import type { ExceptionChange } from '../../lanes/components/exception-kind.ts';
import type { DecidedException } from '../../lanes/components/exception-table.ts';
import type { Exception } from '../../lanes/components/exceptions.ts';
import type { Duty } from '../../platform/access/principal.ts';
import type { DetectionExceptionChange } from '../../oversight/detection/exceptions/exception-kind.ts';
import type { DecidedException as DetectionException } from '../../oversight/detection/exceptions/exception-table.ts';
import type { HiddenByException } from '../../oversight/detection/exceptions/hidden.ts';
import type { ResponsePolicy } from '../../oversight/detection/responses/vocabulary.ts';
import type { Entity } from '../../oversight/detection/rules/entity.ts';
import type { DegradationTerms } from '../../contract/degradation.ts';
import type { ReinstatePayload } from '../../people/duties/reinstate-kind.ts';
import type { AccountBefore, RevocationBefore } from '../../people/duties/answers.ts';
import type { EndDuty, GiveDuty, RenewDuty } from '../../people/duties/duty-payloads.ts';
import type { SuccessionPayload } from '../../people/key-successions/succession-kind.ts';
import type { RetentionPolicy } from '../../contract/retention.ts';
import { changesOf } from '../../privacy/retention/policy-changes.ts';
import type { AgreementBefore, AgreementChange } from '../../sharing/agreement/agreement-kind.ts';
import type { Party } from '../../sharing/agreement/party.ts';
import type { PartyChange } from '../../sharing/agreement/party-kind.ts';
import type { Adoption } from '../../records/ledger/reconcile/adoptions.ts';
import type { HoldView } from '../../lanes/evidence/answers/hold.ts';
import type { ProposalView } from '../../records/proposals/answers.ts';
import {
  EXPLAIN_ALERTS,
  type ChannelChange,
  type RouteBefore,
  type RouteChange,
  type ShownChannel,
  type ShownRoute,
} from './explain-alerts.ts';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { accountLines, accountWarnings } from '../words-of-accounts.ts';
import { revocationLines, TAKE_BACK_WORDS } from '../words-of-revocations.ts';
import { changeParts, fieldWords, HOLD_REASON_WORDS } from '../words-of-retention.ts';
import { ENTITY_WORDS, EXCEPTION_REASON_WORDS, RESPONSE_WORDS, RULE_WORDS } from '../words-of-detection.ts';
import { ROLE_WORDS } from '../words.ts';
import type { RefresherPayload, TrainingPolicyPayload } from '../../people/training/training-kinds.ts';
import type { DrillPayload } from '../../people/training/drills/drill-kind.ts';
import { explainAgreement, explainParty } from './explain-sharing.ts';
import { explainDrill, explainRefresher, explainTrainingPolicy } from './explain-training.ts';
import type { Explained, Line } from './explained.ts';
import { CAUSE_WORDS, kindWords, MEASURE_WORDS, payloadLines, shiftsWords } from './words.ts';

/** The payload of each kind, as its schema on the server has read it, and the state that it changes. */
interface Kinds {
  readonly 'duty-give': readonly [GiveDuty, AccountBefore | null];
  readonly 'duty-renew': readonly [RenewDuty, HeldDuty | null];
  readonly 'duty-end': readonly [EndDuty, HeldDuty | null];
  readonly degradation: readonly [DegradationTerms, null];
  readonly 'server-key': readonly [SuccessionPayload, null];
  readonly 'retention-policy': readonly [RetentionPolicy, RetentionPolicy | null];
  readonly 'legal-hold': readonly [Hold, null];
  readonly 'legal-hold-release': readonly [{ readonly hold: string }, Hold | null];
  readonly 'officer-reinstate': readonly [ReinstatePayload, RevocationBefore | null];
  readonly 'person-disable': readonly [{ readonly person: string }, null];
  readonly 'kiosk-disable': readonly [{ readonly kioskId: string }, null];
  readonly 'alert-channel': readonly [ChannelChange, ShownChannel | null];
  readonly 'alert-channel-removal': readonly [{ readonly channel: number }, ShownChannel | null];
  readonly 'alert-route': readonly [RouteChange, RouteBefore];
  readonly 'alert-route-removal': readonly [{ readonly route: number }, ShownRoute | null];
  readonly brand: readonly [BrandChange, BrandChange | null];
  readonly 'return-to-service': readonly [Differences, Differences | null];
  readonly 'adoption-confirmation': readonly [Adoptions, Adoptions | null];
  readonly 'component-exception': readonly [ExceptionChange, DecidedException | null];
  readonly 'detection-exception': readonly [DetectionExceptionChange, ExceptionBefore];
  readonly 'response-policy': readonly [ResponsePolicy, ResponsePolicy | null];
  readonly 'training-policy': readonly [TrainingPolicyPayload, TrainingPolicyPayload | null];
  readonly 'training-refresher': readonly [RefresherPayload, null];
  readonly 'training-drill': readonly [DrillPayload, null];
  readonly 'lane-software': readonly [SoftwareChange, ApprovedSoftware | null];
  readonly 'sharing-agreement': readonly [AgreementChange, AgreementBefore | null];
  readonly 'sharing-party': readonly [PartyChange, Party | null];
}
interface Adoptions {
  readonly adoptions: readonly Adoption[];
}

interface Differences {
  readonly differences: readonly string[];
}

interface BrandChange {
  readonly brand: Brand | null;
}
type ExceptionBefore = HiddenByException | Pick<DetectionException, 'rule' | 'entity' | 'until'> | null;
type HeldDuty = Duty & { readonly personId: string };
type Hold = Pick<HoldView, 'kioskId' | 'transactionId' | 'reason' | 'until'>;

const EXPLAIN: { readonly [Kind in keyof Kinds]: (...of: Kinds[Kind]) => Explained } = {
  'sharing-agreement': explainAgreement,
  'sharing-party': explainParty,
  'duty-give': (duty, account) => ({
    says: t('{person} is given a duty: {role}.', { person: duty.person, role: ROLE_WORDS[duty.role] }),
    warnings: account === null ? [] : accountWarnings(account),
    lines: [
      ...(account === null ? [] : accountLines(account)),
      ...placesOf(duty),
      [t('From'), dateAndTime(duty.validFrom)],
      [t('Until'), dateAndTime(duty.validUntil)],
      [t('Training valid until'), dateAndTime(duty.trainingValidUntil)],
    ],
  }),
  'duty-renew': ({ validUntil, trainingValidUntil }, held) => ({
    says:
      held === null
        ? t('A duty is renewed.')
        : t('{person}’s duty is renewed: {role}.', { person: held.personId, role: ROLE_WORDS[held.role] }),
    lines: [
      ...(held === null ? [] : placesOf(held)),
      changed(t('Until'), held?.validUntil, validUntil),
      changed(t('Training valid until'), held?.trainingValidUntil, trainingValidUntil),
    ],
  }),
  'duty-end': (_duty, held) => ({
    says:
      held === null
        ? t('A duty ends with the approval.')
        : t('{person}’s duty ends with the approval: {role}.', {
            person: held.personId,
            role: ROLE_WORDS[held.role],
          }),
    lines: held === null ? [] : [...placesOf(held), [t('Until'), t('the approval'), dateAndTime(held.validUntil)]],
  }),
  'server-key': ({ next, overlapDays }) => ({
    says: t('Lanes accept the server’s next signing key from one day after the approval.'),
    lines: [
      [t('Next key: compare it with the key that make-next printed'), next],
      [t('Both keys are accepted'), plural(overlapDays, '{count} day', '{count} days')],
    ],
  }),
  'training-policy': explainTrainingPolicy,
  'training-refresher': explainRefresher,
  'training-drill': explainDrill,
  degradation: ({ site, kiosks, measure, cause, until }) => ({
    says: plural(kiosks.length, '{measure}, at one lane of {site}.', '{measure}, at {count} lanes of {site}.', {
      measure: MEASURE_WORDS[measure],
      site,
    }),
    lines: [
      [t('Lanes'), kiosks.join(', ')],
      [t('Why'), CAUSE_WORDS[cause]],
      [t('Until at the latest'), dateAndTime(until)],
    ],
  }),
  'retention-policy': (policy, before) => ({
    says:
      before === null
        ? t('Retention policy {number}, the first at this server.', { number: policy.number })
        : t('Retention policy {number} replaces policy {before}.', { number: policy.number, before: before.number }),
    lines: changesOf(before ?? undefined, policy).map((change): Line => {
      const { before: old, after } = changeParts(change);
      return old === null ? [fieldWords(change.field), after] : [fieldWords(change.field), after, old];
    }),
  }),
  'legal-hold': (hold) => ({
    says: t('Lane {lane} keeps the captures of one traveller beyond their time limit.', { lane: hold.kioskId }),
    lines: holdLines(hold),
  }),
  'legal-hold-release': (_release, hold) => ({
    says:
      hold === null
        ? t('A legal hold ends with the approval.')
        : t('Lane {lane} no longer holds the captures of one traveller.', { lane: hold.kioskId }),
    lines: hold === null ? [] : holdLines(hold),
  }),
  'officer-reinstate': ({ person, reason, reference }, revocation) => ({
    says: t('{person} may view evidence again, as far as their duties allow it.', { person }),
    lines: [
      ...(revocation === null ? [] : revocationLines(revocation)),
      [t('Reason to take it back'), TAKE_BACK_WORDS[reason]],
      [t('File or case'), reference],
      [t('Before you approve'), t('Read the file, and ask the person who revoked the officer.')],
    ],
  }),
  'person-disable': ({ person }) => ({
    says: t('{person} can no longer sign in. Fewer than two administrators can act then.', { person }),
    lines: [[t('Afterwards'), t('Restart the server: it prints one-time codes for the missing administrators.')]],
  }),
  'return-to-service': ({ differences }, now) => ({
    says: t('The server counts as in service again, although its database differed from the ledger.'),
    lines: [
      [t('Differences, as the proposer saw them'), differences.join('; ')],
      [t('Differences that are known now'), now?.differences.join('; ') ?? ''],
      [
        t('Before you approve'),
        t('Ask the auditor what was changed, by whom, and whether what depends on it is right.'),
      ],
    ],
  }),
  'adoption-confirmation': ({ adoptions }) => ({
    says: t(
      'Rows of an earlier version, which no check proves, are confirmed. They gave their rights before and keep them.',
    ),
    lines: [
      ...adoptions.flatMap(({ tables }) => tables.map(({ table, rows }): Line => [table, String(rows)])),
      [
        t('Before you approve'),
        t('Compare the people, their duties and passkeys, and the kiosks with your own records, not with this server.'),
      ],
    ],
  }),
  brand: ({ brand }, before) => ({
    says:
      brand === null
        ? t('The consoles return to the look of Postern.')
        : t('The consoles carry the name “{name}”.', { name: brand.name }),
    lines: brandLines(brand, before?.brand ?? null),
  }),
  ...EXPLAIN_ALERTS,
  'kiosk-disable': ({ kioskId }) => ({
    says: t('Kiosk {kiosk} is disabled permanently.', { kiosk: kioskId }),
    lines: [[t('Legal holds'), t('Captures that the kiosk keeps under a hold can no longer be viewed.')]],
  }),
  'component-exception': (change, before) => {
    if (change.change === 'accept') {
      const { exception } = change;
      return {
        says: t('The fault {advisory} is accepted until {day}.', {
          advisory: exception.advisory,
          day: exception.until,
        }),
        lines: exceptionLines(exception),
      };
    }
    return {
      says:
        before === null
          ? t('An exception for a known fault ends.')
          : t('The exception for {advisory} ends before its last day.', { advisory: before.advisory }),
      lines: before === null ? [] : exceptionLines(before),
    };
  },
  'detection-exception': (change, before) => {
    if (change.change === 'except') {
      const { rule, entity, reason, until } = change;
      return {
        says: t('Findings “{rule}” about {subject} are hidden until {until}.', {
          rule: RULE_WORDS[rule],
          subject: subjectWords(entity),
          until: dateAndTime(until),
        }),
        lines: [[t('Reason'), EXCEPTION_REASON_WORDS[reason]], ...hiddenLines(before)],
      };
    }
    if (before === null || !('rule' in before)) return { says: t('An exception from a rule ends.'), lines: [] };
    return {
      says: t('Findings “{rule}” about {subject} are shown again after the approval.', {
        rule: RULE_WORDS[before.rule],
        subject: subjectWords(before.entity),
      }),
      lines: [[t('The exception would have lasted until'), dateAndTime(before.until)]],
    };
  },
  'response-policy': ({ atOnce, mostActive, confirmMinutes }, before) => ({
    says: t('Another policy decides how responses of detection begin.'),
    lines: [
      lineOf(t('Start at once'), startWords(atOnce), before && startWords(before.atOnce)),
      lineOf(t('Active without a second person'), String(mostActive), before && String(before.mostActive)),
      lineOf(t('Minutes to confirm'), String(confirmMinutes), before && String(before.confirmMinutes)),
    ],
  }),
  'lane-software': (change, before) => {
    if (change.change === 'approve') {
      const { name } = change.software;
      const says =
        change.software.kind === 'start'
          ? t('The start {name} of lanes is approved.', { name })
          : t('The release {name} of lanes is approved.', { name });
      return { says, lines: softwareLines(change.software) };
    }
    return {
      says:
        before === null
          ? t('An approval of lane software is withdrawn.')
          : t('The approval of {name} is withdrawn. Lanes with this software may be refused.', { name: before.name }),
      lines: before === null ? [] : softwareLines(before),
    };
  },
};

function subjectWords({ kind, id }: Entity): string {
  return `${ENTITY_WORDS[kind]} ${id}`;
}

/** The approver sees how many findings the exception would have hidden, and how many of these were right. */
function hiddenLines(before: ExceptionBefore): Line[] {
  if (before === null || !('count' in before)) return [];
  const { days, count, judgedTrue, latestAt } = before;
  return [
    [t('Would have hidden in the last {days} days', { days }), plural(count, '{count} finding', '{count} findings')],
    [t('Judged right among them'), String(judgedTrue)],
    ...(latestAt === null ? [] : [[t('Latest finding'), dateAndTime(latestAt)] satisfies Line]),
  ];
}

/** Each part as it is now and as it will be. The proposal shows the picture itself. */
function brandLines(next: Brand | null, before: Brand | null): Line[] {
  const parts = (brand: Brand | null) => ({
    name: brand?.name ?? 'Postern',
    logo:
      brand === null || brand.logo === null
        ? t('none ## a logo')
        : t('a picture of {count} characters', { count: brand.logo.length }),
    accent:
      brand === null || brand.accent === null ? t('those of Postern') : `${brand.accent.light}, ${brand.accent.dark}`,
  });
  const [old, now] = [parts(before), parts(next)];
  return [
    [t('Name'), now.name, old.name],
    [t('Logo'), now.logo, old.logo],
    [t('Colours'), now.accent, old.accent],
  ];
}

/** A kind without words here is shown by the names of its fields. */
export function explain({ kind, payload, before }: Pick<ProposalView, 'kind' | 'payload' | 'before'>): Explained {
  const known = (EXPLAIN as Readonly<Record<string, ((payload: unknown, before: unknown) => Explained) | undefined>>)[
    kind
  ];
  return known?.(payload, before) ?? { says: `${kindWords(kind)}.`, lines: payloadLines(payload) };
}

function placesOf({ sites, lanes, shifts }: Pick<Duty, 'sites' | 'lanes' | 'shifts'>): Line[] {
  return [
    [t('Sites'), sites === 'all' ? t('all sites') : sites.join(', ')],
    [t('Lanes'), lanes === 'all' ? t('all of these sites') : lanes.join(', ')],
    [t('Hours'), shiftsWords(shifts)],
  ];
}

function exceptionLines({ component, reason, until }: Exception): Line[] {
  return [
    [t('Component'), component ?? t('every component with this fault')],
    [t('Reason'), reason],
    [t('Last day'), until],
  ];
}

function softwareLines(software: Software): Line[] {
  if (software.kind === 'release') return [[t('Digest'), software.digest]];
  return software.registers.map(({ register, value }) => [t('Register {number}', { number: register }), value]);
}

function holdLines({ transactionId, reason, until }: Hold): Line[] {
  return [
    [t('Why'), HOLD_REASON_WORDS[reason]],
    [t('Until at the latest'), dateAndTime(until)],
    [t('Number of the passage'), transactionId],
  ];
}

function lineOf(name: string, after: string, before: string | null): Line {
  return before === null ? [name, after] : [name, after, before];
}

function startWords(kinds: ResponsePolicy['atOnce']): string {
  return kinds.length === 0 ? t('none ## response') : kinds.map((kind) => RESPONSE_WORDS[kind]).join(', ');
}

function changed(name: string, before: number | undefined, after: number): Line {
  return before === undefined ? [name, dateAndTime(after)] : [name, dateAndTime(after), dateAndTime(before)];
}
