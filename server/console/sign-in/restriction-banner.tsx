import type { PrincipalView } from '../../people/people/answers/session.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { stepUp } from './step-up.ts';
import { refreshSession, session } from '../shell/session.ts';

/** Restrictions on the person, on every page: why something ended or is refused, and until when. */
export function RestrictionBanner() {
  const { value } = session;
  const principal = value.kind === 'signed-in' ? value.view.principal : null;
  if (principal === null || principal.restrictions.length === 0) return null;
  return (
    <section aria-label={t('Restrictions on you')}>
      {principal.restrictions.map((one) => (
        <Banner
          key={one.kind}
          tone="caution"
          icon="lock"
          {...(one.kind === 'proof-required' &&
            principal.mustProve && {
              action: (
                <Button label={t('Prove that it is you')} onPress={() => void stepUp().then(() => refreshSession())} />
              ),
            })}
        >
          {words(one)}
        </Banner>
      ))}
    </section>
  );
}

function words({ kind, from, until }: PrincipalView['restrictions'][number]): string {
  const times = { from: dateAndTime(from), until: dateAndTime(until) };
  switch (kind) {
    case 'sessions-ended':
      return t(
        'A security officer ended your sessions at {from}, so you had to sign in again. If you do not know why, ask the security officer.',
        times,
      );
    case 'proof-required':
      return t(
        'Since {from} a security officer requires you to prove your identity again, every hour until {until}.',
        times,
      );
    case 'grants-paused':
      return t('A security officer has paused your permission to view evidence from {from} until {until}.', times);
    case 'keys-paused':
      return t('A security officer has paused your keys from {from} until {until}.', times);
  }
}
