/** Words for decisions of two people. Complete by type where a vocabulary is closed. */
import type { DutyView } from '../../people/duties/answers.ts';
import type { DegradationTerms } from '../../contract/degradation.ts';

import { dateAndTime } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

/** The kinds that have a form in the console. Another kind is shown by its name. */
const KIND_WORDS: Readonly<Record<string, string>> = translated({
  'duty-give': 'A duty is given',
  'duty-renew': 'A duty is renewed, or a training was passed',
  'duty-end': 'A duty ends',
  degradation: 'A reduced policy',
  'retention-policy': 'A retention policy',
  'legal-hold': 'A legal hold',
  'server-key': 'A change of the server’s key',
  'legal-hold-release': 'A legal hold ends',
  'person-disable': 'An administrator is disabled',
  'officer-reinstate': 'The revocation of an officer is taken back',
  'kiosk-disable': 'A kiosk with a legal hold is disabled',
  brand: 'A brand of the consoles',
  'return-to-service': 'The server returns to service',
  'adoption-confirmation': 'Rows of an earlier version are confirmed',
  'lane-software': 'Software of lanes',
  'component-exception': 'An exception for a known fault',
  'detection-exception': 'An exception from a rule of detection',
  'response-policy': 'Responses of detection',
  'breach-decision': 'A breach is not notified, or there was none',
  'corrective-action': 'A penalty or a corrective action',
  'training-policy': 'Which duties need which courses',
  'training-refresher': 'People take a course again',
  'training-drill': 'A drill is held',
  'trader-key': 'A key of a trader’s program',
  'declaration-hold': 'A legal hold on a declaration',
  'declaration-hold-release': 'A legal hold on a declaration ends',
  'trader-person': 'A person of a trader',
  'sharing-person': 'A person of a partner agency',
  'sharing-party': 'An organisation that signs agreements',
  'sharing-agreement': 'An agreement with a partner agency',
  'sharing-deletion': 'A partner deletes a delivery',
  'sharing-seed': 'A supervisory authority gets the seed of noise',
  'sharing-audit': 'An audit of a partner',
  'document-signature': 'A signature under the record of processing or the impact assessment',
  'alert-channel': 'A channel for alerts',
  'alert-channel-removal': 'A channel for alerts is removed',
  'alert-route': 'A route for alerts',
  'alert-route-removal': 'A route for alerts is removed',
});

export function kindWords(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replaceAll('-', ' ');
}

export const MEASURE_WORDS: Words<DegradationTerms['measure']> = translated({
  'light-challenge-observed': 'The light challenge does not affect decisions',
  'without-fingers': 'Fingers are not checked',
  'without-watchlist': 'The watchlist is not used',
  'older-revocation-lists': 'Older revocation lists are accepted',
});

export const CAUSE_WORDS: Words<DegradationTerms['cause']> = translated({
  'feed-down': 'A feed is down',
  'authority-down': 'An authority does not answer',
  'device-fault': 'A device is broken',
  crowd: 'A crowd',
  drill: 'A drill',
});

/** The reason why a proposal does not fit, by the code of its kind. */
const OBJECTION_WORDS: Readonly<Record<string, string>> = translated({
  'still-differs': 'The database still differs from the ledger, or is still being compared.',
  'no-such-person': 'No person here has this name, or the person is disabled.',
  'no-such-duty': 'There is no such duty.',
  'over-already': 'It would already be over.',
  'roles-incompatible': 'The person holds a duty that excludes this one.',
  'not-enrolled': 'The person has not enrolled yet. Give the duty when they can sign in.',
  'another-person-required':
    'You invited this person. Another administrator must propose their first duty, because three or more can act.',
  'own-account': 'A person cannot propose or approve the end of their own account.',
  'about-oneself': 'A person cannot propose or approve an exception about themselves.',
  'own-duty': 'A person cannot approve their own duty.',
  'last-administrators': 'Fewer than two administrators would be left.',
  'term-not-allowed': 'At most 400 days at a time.',
  'proposer-not-entitled': 'The proposer is no longer entitled to propose it.',
  'no-such-site': 'One of the sites is not on record. Name it under Administration, Sites, or choose another.',
  'no-such-lane': 'One of the lanes has no kiosk in service. Choose another, or enrol a kiosk first.',
  'not-in-force': 'There is no such approval in force.',
  'too-many': 'The limit of approved starts and releases is reached. Withdraw one first.',
  'no-such-breach': 'There is no such case of a breach.',
  'breach-closed': 'The case of the breach is closed.',
  'already-notified': 'It was notified or decided on already.',
  'no-such-notification': 'No law of the case requires this notification.',
  'not-assessed': 'Assess the risk of the breach first.',
  'from-in-the-past': 'The first day must be tomorrow or later.',
  'from-too-far': 'The first day is more than 400 days away. Choose an earlier one.',
  'too-few-administrators':
    'Fewer than two administrators have these courses on the first day. Let them pass the courses first, so that two can always act.',
  'by-in-the-past': 'The last day has passed. Choose a later one.',
  'by-too-far': 'The last day is more than 90 days away. Choose an earlier one.',
  'drill-too-far': 'The first day is more than 90 days away. Choose an earlier one.',
  'drill-length': 'A drill lasts 2 to 31 days.',
  'drill-running': 'A drill is already planned on one of these days. Choose other days.',
  'drill-not-for-person':
    'One of the people could not approve such a proposal, or may see plans of drills, and is not asked.',
  'drill-for-no-one': 'No one could be asked with this scenario.',
  'due-in-the-past': 'The last day is over.',
  'no-such-measure': 'There is no such entry in the register.',
  'measure-ended': 'It has ended.',
  'due-not-later': 'The new last day is not later than the old one.',
  'not-a-ground': 'The law does not name this ground. Choose another.',
  'ends-in-the-past': 'The last day has passed.',
  'ends-too-late': 'An exception lasts at most 90 days. Choose an earlier last day.',
  'no-such-finding': 'No running component has this fault any more.',
  'already-approved': 'It is approved already, under another name.',
  'no-such-channel': 'There is no such channel. Another decision has removed or replaced it.',
  'no-such-route': 'There is no such route. Another decision has removed or replaced it.',
  'name-taken': 'Another one has this name.',
  'no-such-key': 'There is no such key in use.',
  'key-known': 'This key was given before. The trader makes a new one.',
  'no-such-trader-person': 'There is no such person of a trader, or their access has ended.',
  'no-such-partner-person': 'There is no such person of a partner, or their access has ended.',
  'no-such-partner': 'No partner with this id is on record. Enter its record first.',
  'invitation-known': 'This code was used in another invitation. The person makes a new one.',
  'key-term-not-allowed': 'A key is valid for at most 90 days.',
  'no-mail-relay': 'The configuration of the server names no mail relay.',
  'address-not-allowed':
    'The address is private or reserved, and the configuration of the server does not allow its network.',
  'channel-in-use': 'A route leads to this channel. Remove or change the route first.',
  'too-many-channels': 'The limit of channels is reached.',
  'too-many-routes': 'The limit of routes is reached.',
  'no-such-party': 'An organisation of the agreement is not on record with these keys. Enter it first.',
  'agreement-of-other-mode':
    'In a rehearsal the id of an agreement begins with “rehearsal-”, and in no other mode. Agree on another id.',
  'other-role': 'One organisation cannot be this agency and a partner.',
  'party-known': 'This record was used before. The organisation makes new keys.',
  'key-of-another-party': 'The program of another partner has one of these keys. Each partner makes its own.',
  'no-such-agreement': 'There is no such version of an agreement.',
  'not-a-draft': 'This version has all its signatures, or it is over.',
  'no-such-commitment': 'The server has no commitment to noise in this period.',
  'period-not-over': 'The period is not over yet.',
  'seed-decided-already': 'It was decided already: the authority can get the seed.',
  'not-paused': 'This version is not paused by a decision.',
  'other-version': 'Another version has been entered. Give the agreement the next number.',
  'other-party': 'Another version of this agreement is with another partner. Choose another name.',
  'not-a-signer': 'A signature is by a key that its organisation has not named.',
  'signed-twice': 'One key has signed twice.',
  'signature-invalid': 'A signature does not fit the text of the agreement.',
  'other-record': 'The agreement names other keys than those on record.',
  'begins-in-the-past': 'The first day has passed. Agree on a later one.',
  'dataset-shared-already':
    'Another agreement gives this partner the same dataset, or exact counts of the same travellers. The two could be subtracted from each other.',
  'list-agreed-already': 'Another agreement takes this list. A list has one owner.',
  'no-such-delivery': 'There is no such delivery of counts.',
  'deletion-asked-already': 'The partner has been asked to delete this delivery.',
  'audit-open': 'An audit of this agreement is open. Conclude it first.',
  'no-such-audit': 'There is no such audit.',
  'audit-concluded': 'The audit is concluded.',
  'no-such-audit-finding': 'There is no such finding of an audit.',
  'finding-closed': 'The finding is closed.',
  'processing-changed': 'The processing has changed since it was read. Read it again, and propose it again.',
  'own-revocation': 'A person cannot propose or approve taking back their own revocation.',
  'not-this-revocation': 'The officer is no longer revoked, or was revoked again. Read the revocation again.',
  'grants-in-force':
    'Permissions signed before the revocation would be valid again. Try again two minutes after the revocation.',
  'keys-not-renewed':
    'A key may be in the hands of another person. First ask for new keys for the officer, and let the officer enrol with them.',
  'officer-revoked':
    'The person is revoked for a cause that a new duty does not end. Take the revocation back first, under People.',
  'announced-already': 'A next key of the server is announced already.',
  'no-next-key': 'The server has no next key yet. First run postern-server keys make-next at the server.',
  'another-next-key': 'The server’s next key is another one. Compare it with the key that make-next printed.',
  'clock-set-back': 'The server’s clock shows a time before its last change of the key. Correct the clock first.',
  'lane-of-another-site': 'One of the lanes belongs to a site that is not chosen.',
});

export function objectionWords(code: string | undefined): string {
  return OBJECTION_WORDS[code ?? ''] ?? t('It does not fit the present state.');
}

/** The lines of a payload. An approver must see all of them. */
export function payloadLines(payload: unknown): readonly (readonly [string, string])[] {
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).map(([name, value]) => [nameOf(name), textOf(name, value)] as const);
}

/** `validUntil` becomes `Valid until`. */
function nameOf(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ ms$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(field: string, value: unknown): string {
  if (typeof value === 'number' && /^(valid|trainingValid)/.test(field)) return dateAndTime(value);
  if (typeof value === 'number' && field.endsWith('Ms'))
    return t('{hours} hours', { hours: Math.round(value / 360_000) / 10 });
  if (field === 'shifts' && Array.isArray(value)) return shiftsWords(value as DutyView['shifts']);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length === 0 ? t('none') : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** From Monday, as ISO 8601 counts. */
export const DAY_WORDS = () => [t('Mon'), t('Tue'), t('Wed'), t('Thu'), t('Fri'), t('Sat'), t('Sun')] as const;

/** `Mon, Tue 06:00–14:00 Europe/Berlin`. */
export function shiftsWords(shifts: DutyView['shifts']): string {
  if (shifts.length === 0) return t('at any time');
  return shifts
    .map(({ days, from, until, timeZone }) => {
      const on = days.map((day) => DAY_WORDS()[day - 1] ?? '').join(', ');
      return `${on} ${from}–${until} ${timeZone}`;
    })
    .join('; ');
}
