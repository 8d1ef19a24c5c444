/** Words of the calendar. Complete by type. */
import type { CalendarItem } from '../../oversight/calendar/answers.ts';
import type { CalendarKind } from '../../oversight/calendar/calendar-kinds.ts';
import { dateAndTime, dayOf } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { ROLE_WORDS } from '../words.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

/** For the choice of a kind. */
export const KIND_WORDS: Words<CalendarKind> = translated({
  'request-answer': 'Answers to travellers',
  'hold-end': 'Ends of legal holds',
  'policy-start': 'Retention policies that come into force',
  'policy-review': 'Review of the retention policy',
  'record-review': 'Record of processing',
  'assessment-review': 'Facts for the impact assessment',
  'training-end': 'Ends of training',
  'duty-end': 'Ends of duties',
  'server-key-start': 'Next key of the server',
  'server-key-rotation': 'Change of the server’s key',
  'breach-notice': 'Notices of breaches',
  'corrective-action': 'Penalties and corrective actions',
  'agreement-end': 'Ends of agreements with partners',
  'partner-audit': 'Audits of partners',
  'partner-finding': 'Findings of audits of partners',
  'document-reading': 'Documents of the certification pack',
  'law-reading': 'Comparison of rules with the law',
});

/** The address of the page on which it is done. */
export const DONE_AT: Words<CalendarKind> = {
  'request-answer': '#/privacy/requests',
  'hold-end': '#/privacy/holds',
  'policy-start': '#/privacy/retention',
  'policy-review': '#/privacy/retention',
  'record-review': '#/compliance/signatures',
  'assessment-review': '#/compliance/signatures',
  'training-end': '#/decisions',
  'duty-end': '#/decisions',
  'server-key-start': '#/decisions',
  'server-key-rotation': '#/decisions',
  'breach-notice': '#/compliance/breaches',
  'corrective-action': '#/compliance/actions',
  'agreement-end': '#/compliance/sharing',
  'partner-audit': '#/compliance/partner-audits',
  'partner-finding': '#/compliance/partner-audits',
  'document-reading': '#/compliance/controls',
  'law-reading': '#/compliance/frameworks',
};

/** The work of a date, in one line. */
export function titleOf({ kind, subject, role }: CalendarItem): string {
  const name = subject ?? '';
  switch (kind) {
    case 'request-answer':
      return t('Answer request {name} of a traveller', { name });
    case 'hold-end':
      return t('A legal hold at {name} ends', { name });
    case 'policy-start':
      return t('Retention policy {name} comes into force', { name });
    case 'policy-review':
      return t('Review retention policy {name}', { name });
    case 'record-review':
      return t('Make and sign the record of processing');
    case 'assessment-review':
      return t('Make and sign the facts for the impact assessment');
    case 'training-end':
      return t('The training of {name} ends: {role}', { name, role: role === null ? '' : ROLE_WORDS[role] });
    case 'duty-end':
      return t('The duty of {name} ends: {role}', { name, role: role === null ? '' : ROLE_WORDS[role] });
    case 'server-key-start':
      return t('The server’s next key comes into force');
    case 'server-key-rotation':
      return t('Change the server’s signing key');
    case 'breach-notice':
      return t('Send the next notice about breach {name}', { name });
    case 'corrective-action':
      return t('Last day of {name}', { name });
    case 'agreement-end':
      return t('Last day of the agreement {name}', { name });
    case 'partner-audit':
      return t('Audit the partner of the agreement {name}', { name });
    case 'partner-finding':
      return t('The partner of the agreement {name} must have corrected a finding', { name });
    case 'document-reading':
      return plural(
        Number(name),
        'Read {count} document of the certification pack again',
        'Read {count} documents of the certification pack again',
      );
    case 'law-reading':
      return t('Compare the rules of {name} with the text of the law', { name });
  }
}

/** The reason for the date, and the consequence if the work is not done. */
export function reasonOf({ kind, dueAt, lastAt }: CalendarItem): string {
  switch (kind) {
    case 'request-answer':
      return t('The law gives one month, and two more after an extension.');
    case 'hold-end':
      return t('The lane then erases what it kept. Propose a new hold before that day if the reason still exists.');
    case 'policy-start':
      return t('Two people must have signed it by then. Lanes adopt it from that time.');
    case 'policy-review':
      return t('Last approved or started on {day}. A review is due every year.', { day: shownDay(lastAt) });
    case 'record-review':
    case 'assessment-review':
      return lastAt === null
        ? t('It has been neither signed nor made as PDF yet. It is required since the first traveller.')
        : t('Last signed or made as PDF on {day}. It is due every year, and when the processing has changed.', {
            day: shownDay(lastAt),
          });
    case 'training-end':
      return t('Without valid training the duty cannot be exercised. Renew the duty with a new date of training.');
    case 'duty-end':
      return t('The person can then no longer work under this duty. Two administrators can renew it.');
    case 'server-key-start':
      return t('Lanes accept the next key from that time. Restart the server with it.');
    case 'server-key-rotation':
      return t('The present key has been in use since {day}. A change is due every year.', { day: shownDay(lastAt) });
    case 'breach-notice':
      return t('The time that the law gives ends {time}. A later notice must give the reasons for the delay.', {
        time: dateAndTime(dueAt),
      });
    case 'corrective-action':
      return t('Two people end it and state the proof that it was carried out, or give it more time.');
    case 'agreement-end':
      return t('Nothing is delivered after this day. A new version needs two signatures of each side.');
    case 'partner-audit':
      return lastAt === null
        ? t('There has been no audit yet. At least one is due in each year.')
        : t('The last audit ended on {day}. At least one is due in each year.', { day: shownDay(lastAt) });
    case 'partner-finding':
      return t('Two people close the finding and state the proof that it was corrected.');
    case 'document-reading':
      return t('A person compares each document with its controls once a year.');
    case 'law-reading':
      return t('The oldest comparison is of {day}. One is due every year.', { day: shownDay(lastAt) });
  }
}

/** A day in UTC, as the calendar counts days. */
export function shownDay(at: number | null): string {
  return at === null ? '' : dayOf(at);
}
