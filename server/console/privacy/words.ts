/** Words of the privacy section for the server's vocabularies. Complete by type. They ask the reader to look, and accuse no one. */
import type { Overdue, ViewingMark } from '../../privacy/answers/privacy.ts';
import { age } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { REFUSAL_WORDS } from '../words-of-evidence.ts';
import { CLASS_NAMES } from '../words-of-retention.ts';
import { MARK_WORDS } from './words-of-office.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

/** The consequence for lanes while the server does not answer. */
export function awayWords(): string {
  return t('Lanes continue to erase without the server, by their own clocks.');
}

export const AGE_WORDS: Words<'tenMinutes' | 'hour' | 'day' | 'older'> = translated({
  tenMinutes: 'up to 10 minutes',
  hour: 'up to an hour',
  day: 'up to a day',
  older: 'older than a day',
});

export function overdueWords({ kind, retentionClass, count, since }: Overdue, nowMs: number): string {
  const late = age(nowMs - since);
  const what = CLASS_NAMES[retentionClass];
  switch (kind) {
    case 'lane-says':
      return count === null
        ? t(
            'Captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.',
            { what, late },
          )
        : plural(
            count,
            'One capture or record of class “{what}” should be gone and is still there: overdue for {late} or longer. Go to the lane.',
            '{count} captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.',
            { what, late },
          );
    case 'silent':
      return count === null
        ? t(
            'Captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.',
            { what, late },
          )
        : plural(
            count,
            'One capture or record of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.',
            '{count} captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.',
            { what, late },
          );
    case 'unreported':
      return t('A referral’s captures should have been gone for {late}, and no report of their erasure has arrived.', {
        late,
      });
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
        short: MARK_WORDS['more-than-colleagues'],
        why: plural(
          mark.colleagues,
          '{perDay} viewings a day for this purpose on the days worked, where one colleague usually has {usualPerDay}. A busy desk can explain this: ask about the work of these days.',
          '{perDay} viewings a day for this purpose on the days worked, where {count} colleagues usually have {usualPerDay}. A busy desk can explain this: ask about the work of these days.',
          { perDay: mark.perDay, usualPerDay: mark.usualPerDay },
        ),
      };
    case 'unusual-hour':
      return {
        short: MARK_WORDS['unusual-hour'],
        why: t(
          'Around {hour}:00 UTC colleagues had {share} of 1,000 viewings. A night shift can explain this: check the roster.',
          { hour: String(mark.hour).padStart(2, '0'), share: mark.sharePermille },
        ),
      };
    case 'no-relation':
      return {
        short: MARK_WORDS['no-relation'],
        why: t(
          'The permission names no referral that gave this officer the traveller. Policy allows this in some cases: ask for the reason.',
        ),
      };
    case 'same-traveller':
      return {
        short: MARK_WORDS['same-traveller'],
        why: plural(
          mark.times,
          '{count} viewing of one traveller by this officer. A long case can explain this: ask about the case.',
          '{count} viewings of one traveller by this officer. A long case can explain this: ask about the case.',
        ),
      };
    case 'refused':
      return {
        short: MARK_WORDS.refused,
        why: t('The lane released nothing. {reason}', { reason: REFUSAL_WORDS[mark.code] }),
      };
    case 'no-grant':
      return {
        short: MARK_WORDS['no-grant'],
        why: t(
          'The lane answered a permission with this server’s signature that the server has no record of. Call the auditor: another party may have its key, or an old copy of its database was restored.',
        ),
      };
  }
}

/** A time left or gone, `in 3 h` or `2 d ago`. */
export function fromNow(at: number, nowMs: number): string {
  return at >= nowMs ? t('in {time}', { time: age(at - nowMs) }) : t('{time} ago', { time: age(nowMs - at) });
}
