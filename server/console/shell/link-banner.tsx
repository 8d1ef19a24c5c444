import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { heardAt, link, now, retry } from './live.ts';
import { refreshSession } from './session.ts';

function tryNow(): void {
  void refreshSession();
  retry.value?.();
}

/** States that the content of the page may be old, and since when. */
export function LinkBanner() {
  const { state, since } = link.value;
  const last = heardAt.value === null ? t('an unknown time') : timeOfDay(heardAt.value, now.value);
  return (
    <div role="status">
      {state === 'degraded' && (
        <Banner tone="caution" icon="wait" action={<Button label={t('Reconnect now')} onPress={tryNow} />}>
          {rich(
            '<b>The live link has been down</b> since {time}. The page asks the server every few seconds, so it may be some seconds old.',
            { b: (inside) => <strong>{inside}</strong>, time: timeOfDay(since, now.value) },
          )}
        </Banner>
      )}
      {state === 'offline' && (
        <Banner tone="bad" icon="cut" action={<Button label={t('Try now')} onPress={tryNow} />}>
          {rich(
            '<b>The server has not answered</b> since {time}. Lanes continue without it; this page shows the state of {last} and updates itself.',
            { b: (inside) => <strong>{inside}</strong>, time: timeOfDay(since, now.value), last },
          )}
        </Banner>
      )}
    </div>
  );
}
