/** Words of the privacy section for the server's vocabularies. Complete by type. They ask the reader to look, and accuse no one. */
import type { GrantRelation, OfficerRole } from '../../contract/evidence-vocabulary.ts';
import type { DueBand } from '../../contract/keeping.ts';
import type { Overdue, ViewingMark } from '../../privacy/answers/privacy.ts';
import { age, dateAndTime } from '../design/times.ts';
import { REFUSAL_WORDS } from '../words-of-evidence.ts';
import { CLASS_NAMES } from '../words-of-retention.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

/** The consequence for lanes while the server does not answer. */
export const AWAY_WORDS = 'Lanes continue to erase without the server, by their own clocks.';

export const DUE_WORDS: Words<DueBand> = {
  overdue: 'Overdue',
  tenMinutes: 'Within 10 minutes',
  hour: 'Within an hour',
  day: 'Within a day',
  later: 'Later',
};

export const AGE_WORDS: Words<'tenMinutes' | 'hour' | 'day' | 'older'> = {
  tenMinutes: 'up to 10 minutes',
  hour: 'up to an hour',
  day: 'up to a day',
  older: 'older than a day',
};

export const ROLE_WORDS: Words<OfficerRole> = { officer: 'officer', supervisor: 'supervisor' };

export const RELATION_WORDS: Words<GrantRelation> = {
  'own-referral': 'the officer’s own referral',
  'second-opinion': 'a second opinion that was asked for',
  'supervisor-review': "a supervisor's review",
  none: 'no referral of the officer',
};

export function overdueWords({ kind, retentionClass, count, since }: Overdue, nowMs: number): string {
  const late = age(nowMs - since);
  const what = CLASS_NAMES[retentionClass].toLowerCase();
  switch (kind) {
    case 'lane-says':
      return `${count === 1 ? 'One capture or record' : `${count ?? 'Some'} captures or records`} of class “${what}” should be gone and ${count === 1 ? 'is' : 'are'} still there, for ${late} or longer. Go to the lane.`;
    case 'silent':
      return `${count ?? 'Some'} of class “${what}” should be gone since ${late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.`;
    case 'unreported':
      return `A referral’s captures should be gone since ${late}, and no report of their erasure has come.`;
  }
}

export interface MarkWords {
  readonly short: string;
  readonly why: string;
}

export function markWords(mark: ViewingMark): MarkWords {
  switch (mark.kind) {
    case 'more-than-colleagues':
      return {
        short: 'More often than colleagues',
        why: `${mark.perDay} viewings a day for this purpose on the days worked, where ${mark.colleagues} ${mark.colleagues === 1 ? 'colleague' : 'colleagues'} usually have ${mark.usualPerDay}. A busy desk can explain this: ask about the work of these days.`,
      };
    case 'unusual-hour':
      return {
        short: 'At an unusual hour',
        why: `Around ${String(mark.hour).padStart(2, '0')}:00 UTC colleagues had ${mark.sharePermille} of 1,000 viewings. A night shift can explain this: check the roster.`,
      };
    case 'no-relation':
      return {
        short: 'No referral of the officer',
        why: 'The permission names no referral that gave this officer the traveller. Policy allows this in some cases: ask for the reason.',
      };
    case 'same-traveller':
      return {
        short: 'The same traveller again',
        why: `${mark.times} viewings of one traveller by this officer. A long case can explain this: ask about the case.`,
      };
    case 'refused':
      return { short: 'Nothing was shown', why: `The lane released nothing. ${REFUSAL_WORDS[mark.code]}` };
    case 'no-grant':
      return {
        short: 'No permission on record',
        why: 'The lane answered a permission with this server’s signature that the server has no record of. Call the auditor: another party may have its key, or an old copy of its database was restored.',
      };
  }
}

/** A time left or gone, `in 3 h` or `2 d ago`. */
export function fromNow(at: number, nowMs: number): string {
  return at >= nowMs ? `in ${age(at - nowMs)}` : `${age(nowMs - at)} ago`;
}

export function dayOf(at: number): string {
  return dateAndTime(at).slice(0, 10);
}
