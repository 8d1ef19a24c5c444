import { useSignal } from '@preact/signals';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { timeOfDay } from '../../design/times.ts';
import { rich, t, translated } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { pageHash } from '../pages.ts';
import { sound, switchSound, type SoundState } from '../sound.ts';
import { sites } from '../state/lanes.ts';
import { change, myWatch, operations } from '../state/referrals.ts';
import { refusalWords } from '../words.ts';
import { minutes } from '../time-left.ts';

const WARNING_MS = 600_000;

const SOUND_WORDS: { readonly [State in SoundState]: string } = translated({
  off: 'Turn sound on',
  on: 'Sound is on',
  blocked: 'The browser blocks sound',
});

/** The person's watch and its time that is left, and the sound of a new referral. */
export function WatchBar() {
  const refusal = useSignal<string | null>(null);
  const send = async (path: string, body?: object) => {
    const asked = await change(path, body);
    refusal.value = asked.kind === 'refused' ? refusalWords(asked.code) : null;
  };
  return (
    <section class="watch-bar" aria-label={t('Your watch')}>
      {operations.value === null ? (
        <p class="quiet">{t('Reading who watches…')}</p>
      ) : (
        <Standing onSend={(path, body) => void send(path, body)} />
      )}
      <Button label={SOUND_WORDS[sound.value]} pressed={sound.value === 'on'} onPress={() => void switchSound()} />
      <p class="watch-word" role="status">
        {refusal.value}
      </p>
    </section>
  );
}

function Standing({ onSend }: { readonly onSend: (path: string, body?: object) => void }) {
  const watch = myWatch.value;
  const mine = operations.value?.mine;
  if (watch !== undefined) {
    const leftMs = watch.endsAt - now.value;
    const isLate = leftMs < WARNING_MS;
    return (
      <>
        <p class="watch-left figures">
          {isLate ? (
            <Badge
              tone="caution"
              icon="wait"
              word={t('{time} left: hand over by {end}', { time: minutes(leftMs), end: at(watch.endsAt) })}
            />
          ) : (
            <Badge tone="good" icon="tick" word={t('{time} left', { time: minutes(leftMs) })} />
          )}{' '}
          {rich('{site} until {end}', { site: <strong>{watch.site}</strong>, end: at(watch.endsAt) })}
        </p>
        <a href={pageHash('handover')}>{t('Hand over')}</a>
        <Button label={t('End watch')} onPress={() => onSend('/v1/watch/end')} />
      </>
    );
  }
  if (mine !== undefined && mine.mayStartAt !== null && mine.mayStartAt > now.value) {
    return (
      <p class="watch-left figures">
        <Badge tone="caution" icon="wait" word={t('Break')} />{' '}
        {t('Your hour is over. You can watch again from {time}. You can finish the referrals that you hold.', {
          time: at(mine.mayStartAt),
        })}
      </p>
    );
  }
  return (
    <>
      <p class="watch-left">
        <Badge tone="plain" icon="dash" word={t('Not watching')} /> {t('Watch a site to take its referrals.')}
      </p>
      {sites.value.map(({ site }) => (
        <Button
          key={site}
          label={t('Watch {site} ## button', { site })}
          weight="main"
          onPress={() => onSend('/v1/watch', { site })}
        />
      ))}
    </>
  );
}

function at(ms: number): string {
  return timeOfDay(ms, now.value, 'minute');
}
