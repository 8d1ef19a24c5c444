import { useSignal } from '@preact/signals';
import type { OwnSessionView } from '../../people/people/answers/people.ts';
import { Badge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { ask } from '../sign-in/ask.ts';
import { METHOD_WORDS } from '../sign-in/words.ts';
import { say } from './say.ts';
import { ACCOUNT_WORDS } from './words.ts';

export interface OwnSessionsProps {
  readonly sessions: readonly OwnSessionView[];
  /** Rows that the server did not write, and that are not listed. */
  readonly forged: number;
  readonly onChange: () => Promise<void>;
}

/** The sessions of the signed-in person. Each can be ended at once, without a question: it may be an attacker's. */
export function OwnSessions({ sessions, forged, onChange }: OwnSessionsProps) {
  const words = useSignal('');
  const end = async (path: string, done: string) => {
    words.value = say(await ask('DELETE', path), done);
    await onChange();
  };
  const others = sessions.filter(({ isThisOne }) => !isThisOne);
  return (
    <section class="panel account-part" aria-labelledby="sessions-title">
      <div class="panel-head">
        <h2 id="sessions-title">{t('Where you are signed in')}</h2>
        {others.length > 0 && (
          <Button
            label={t('End all others')}
            onPress={() => void end('/v1/session/sessions', t('All other sessions are ended.'))}
          />
        )}
      </div>
      {forged > 0 && (
        <Banner tone="bad" icon="warning">
          {plural(
            forged,
            '{count} session in your name was not made by this server. It is not listed and gives no access. Call the auditor now.',
            '{count} sessions in your name were not made by this server. They are not listed and give no access. Call the auditor now.',
          )}
        </Banner>
      )}
      <ul class="account-list">
        {sessions.map((one) => (
          <li key={one.id}>
            <div class="account-entry">
              <p class="account-name">
                {one.device}
                {one.isThisOne && <Badge tone="good" icon="tick" word={ACCOUNT_WORDS['this-one']} />}
              </p>
              <p class="quiet">
                {t('Signed in {since} {method}, last used {used}. Ends {end} at the latest.', {
                  since: timeOfDay(one.signedInAt, now.value),
                  method: METHOD_WORDS[one.method],
                  used: timeOfDay(one.seenAt, now.value),
                  end: timeOfDay(one.endsAt, now.value),
                })}
              </p>
            </div>
            {!one.isThisOne && (
              <Button
                label={t('End ## a session')}
                onPress={() => void end(`/v1/session/sessions/${one.id}`, t('That session is ended.'))}
              />
            )}
          </li>
        ))}
      </ul>
      <p role="status">{words.value}</p>
    </section>
  );
}
