import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { heardAt, link, now, retry } from './live.ts';
import { refreshSession } from './session.ts';

function tryNow(): void {
  void refreshSession();
  retry.value?.();
}

/** Says so, and since when, as long as what the page shows may be old. */
export function LinkBanner() {
  const { state, since } = link.value;
  const last = heardAt.value === null ? 'never' : timeOfDay(heardAt.value, now.value);
  return (
    <div role="status">
      {state === 'degraded' && (
        <Banner tone="caution" icon="wait" action={<Button label="Reconnect now" onPress={tryNow} />}>
          <strong>The live link has been down</strong> since {timeOfDay(since, now.value)}. The page asks the server
          every few seconds; what it shows may be that old.
        </Banner>
      )}
      {state === 'offline' && (
        <Banner tone="bad" icon="cut" action={<Button label="Try now" onPress={tryNow} />}>
          <strong>The server has not answered</strong> since {timeOfDay(since, now.value)}. Lanes continue without it;
          this page shows the state of {last} and updates itself.
        </Banner>
      )}
    </div>
  );
}
