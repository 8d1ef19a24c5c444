import { Banner } from '../design/banner.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { hashOf } from '../shell/route.ts';
import { session } from '../shell/session.ts';
import { ROLE_WORDS } from '../words.ts';

const SOON_MS = 14 * 86_400_000;

/** A course that a duty of the person needs is missing, or will be soon: why acts are refused, and where to take it. */
export function CourseBanner() {
  const { value } = session;
  const principal = value.kind === 'signed-in' ? value.view.principal : null;
  const asking = (principal?.duties ?? []).filter(
    ({ coursesValidUntil, validUntil }) =>
      coursesValidUntil !== null && validUntil > now.value && coursesValidUntil <= now.value + SOON_MS,
  );
  if (asking.length === 0) return null;
  return (
    <section aria-label={t('Courses that you need')}>
      {asking.map(({ role, coursesValidUntil }, place) => {
        const isMissing = (coursesValidUntil ?? 0) <= now.value;
        const words = { duty: ROLE_WORDS[role], time: dateAndTime(coursesValidUntil ?? 0) };
        return (
          <Banner
            key={place}
            tone="caution"
            icon={isMissing ? 'lock' : 'wait'}
            action={<a href={hashOf('training')}>{t('Go to the course')}</a>}
          >
            {isMissing
              ? t('A course is missing for your duty: {duty}. Until you pass it, only safety acts are possible.', words)
              : t('A course for your duty is needed by {time}: {duty}.', words)}
          </Banner>
        );
      })}
    </section>
  );
}
