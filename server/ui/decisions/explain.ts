/** Pure: explains a proposal to its approver: the person, the change of the present state, and the time limits. */
import type { Duty } from '../../access/principal.ts';
import type { Degradation } from '../../degradations/degradation-kind.ts';
import type { EndDuty, GiveDuty, RenewDuty } from '../../duties/duty-payloads.ts';
import type { RetentionPolicy } from '../../contract/retention.ts';
import { changesOf } from '../../privacy/retention/policy-changes.ts';
import type { HoldView } from '../../evidence/answers/hold.ts';
import type { ProposalView } from '../../proposals/answers.ts';
import { dateAndTime } from '../design/times.ts';
import { changeWords, fieldWords, HOLD_REASON_WORDS } from '../words-of-retention.ts';
import { ROLE_WORDS } from '../words.ts';
import { CAUSE_WORDS, kindWords, MEASURE_WORDS, payloadLines, shiftsWords } from './words.ts';

export interface Explained {
  /** One sentence. */
  readonly says: string;
  readonly lines: readonly Line[];
}
type Line = readonly [name: string, text: string];

/** The payload of each kind, as its schema on the server has read it, and the state that it changes. */
interface Kinds {
  readonly 'duty-give': readonly [GiveDuty, null];
  readonly 'duty-renew': readonly [RenewDuty, HeldDuty | null];
  readonly 'duty-end': readonly [EndDuty, HeldDuty | null];
  readonly degradation: readonly [Degradation, null];
  readonly 'retention-policy': readonly [RetentionPolicy, RetentionPolicy | null];
  readonly 'legal-hold': readonly [Hold, null];
  readonly 'legal-hold-release': readonly [{ readonly hold: string }, Hold | null];
  readonly 'person-disable': readonly [{ readonly person: string }, null];
  readonly 'kiosk-disable': readonly [{ readonly kioskId: string }, null];
}
type HeldDuty = Duty & { readonly personId: string };
type Hold = Pick<HoldView, 'kioskId' | 'transactionId' | 'reason' | 'until'>;

const EXPLAIN: { readonly [Kind in keyof Kinds]: (...of: Kinds[Kind]) => Explained } = {
  'duty-give': (duty) => ({
    says: `${duty.person} is given a duty: ${ROLE_WORDS[duty.role]}.`,
    lines: [
      ...placesOf(duty),
      ['From', dateAndTime(duty.validFrom)],
      ['Until', dateAndTime(duty.validUntil)],
      ['Training valid until', dateAndTime(duty.trainingValidUntil)],
    ],
  }),
  'duty-renew': ({ validUntil, trainingValidUntil }, held) => ({
    says: held === null ? 'A duty is renewed.' : `${held.personId}’s duty is renewed: ${ROLE_WORDS[held.role]}.`,
    lines: [
      ...(held === null ? [] : placesOf(held)),
      ['Until', changed(held?.validUntil, validUntil)],
      ['Training valid until', changed(held?.trainingValidUntil, trainingValidUntil)],
    ],
  }),
  'duty-end': (_duty, held) => ({
    says:
      held === null
        ? 'A duty ends with the approval.'
        : `${held.personId}’s duty ends with the approval: ${ROLE_WORDS[held.role]}.`,
    lines: held === null ? [] : [...placesOf(held), ['Otherwise until', dateAndTime(held.validUntil)]],
  }),
  degradation: ({ site, kiosks, measure, cause, forMs }) => ({
    says: `${MEASURE_WORDS[measure]}, at ${kiosks.length === 1 ? 'one lane' : `${kiosks.length} lanes`} of ${site}.`,
    lines: [
      ['Lanes', kiosks.join(', ')],
      ['Why', CAUSE_WORDS[cause]],
      ['For', `${Math.round(forMs / 360_000) / 10} hours from its approval; then it ends by itself`],
    ],
  }),
  'retention-policy': (policy, before) => ({
    says:
      before === null
        ? `Retention policy ${policy.number}, the first at this server.`
        : `Retention policy ${policy.number} replaces policy ${before.number}.`,
    lines: changesOf(before ?? undefined, policy).map((change) => [fieldWords(change.field), changeWords(change)]),
  }),
  'legal-hold': (hold) => ({
    says: `Lane ${hold.kioskId} keeps the captures of one traveller beyond their time limit.`,
    lines: holdLines(hold),
  }),
  'legal-hold-release': (_release, hold) => ({
    says:
      hold === null
        ? 'A legal hold ends with the approval.'
        : `Lane ${hold.kioskId} no longer holds the captures of one traveller.`,
    lines: hold === null ? [] : holdLines(hold),
  }),
  'person-disable': ({ person }) => ({
    says: `${person} can no longer sign in. Fewer than two administrators can act then.`,
    lines: [['Afterwards', 'Restart the server: it prints one-time codes for the missing administrators.']],
  }),
  'kiosk-disable': ({ kioskId }) => ({
    says: `Kiosk ${kioskId} is disabled permanently.`,
    lines: [['Legal holds', 'Captures that the kiosk keeps under a hold can no longer be viewed.']],
  }),
};

/** A kind without words here is shown by the names of its fields. */
export function explain({ kind, payload, before }: Pick<ProposalView, 'kind' | 'payload' | 'before'>): Explained {
  const known = (EXPLAIN as Readonly<Record<string, ((payload: unknown, before: unknown) => Explained) | undefined>>)[
    kind
  ];
  return known?.(payload, before) ?? { says: `${kindWords(kind)}.`, lines: payloadLines(payload) };
}

function placesOf({ sites, lanes, shifts }: Pick<Duty, 'sites' | 'lanes' | 'shifts'>): Line[] {
  return [
    ['Sites', sites === 'all' ? 'all' : sites.join(', ')],
    ['Lanes', lanes === 'all' ? 'all of these sites' : lanes.join(', ')],
    ['Hours', shiftsWords(shifts)],
  ];
}

function holdLines({ transactionId, reason, until }: Hold): Line[] {
  return [
    ['Why', HOLD_REASON_WORDS[reason]],
    ['Until at the latest', dateAndTime(until)],
    ['Number of the passage', transactionId],
  ];
}

function changed(before: number | undefined, after: number): string {
  if (before === undefined) return dateAndTime(after);
  return before === after ? `${dateAndTime(after)}, as before` : `${dateAndTime(before)} → ${dateAndTime(after)}`;
}
