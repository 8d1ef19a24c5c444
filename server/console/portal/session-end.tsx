/** Says that a session will end soon. Once it has ended, hides the page and asks for the passkey over it, so that no entry is lost. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { t } from '../languages/text.ts';
import { ask } from './ask.ts';
import type { PasskeyTrouble } from './passkeys.ts';
import { endWaiting, life, quietMs, watchSession } from './session-life.ts';

const WARN_BEFORE_MS = 120_000;
/** The server notes requests at most this often, so a session may end this much before its time. */
const NOTED_EVERY_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

export interface SessionEndProps {
  /** The person and what they belong to; `undefined` when no one is signed in. */
  readonly who: () => string | undefined;
  /** A session without a request for this long ends, ms. */
  readonly idleMs: () => number;
  /** Signs in as the same person. Resolves to `undefined` when it is done. */
  readonly prove: () => Promise<PasskeyTrouble | undefined>;
  /** Whether the server answered. */
  readonly refresh: () => Promise<boolean>;
  readonly wordsOf: (trouble: PasskeyTrouble) => string;
}

export function SessionEnd({ who, idleMs, prove, refresh, wordsOf }: SessionEndProps) {
  useEffect(() => {
    watchSession(() => who() !== undefined);
    const timer = setInterval(() => void look(who, idleMs()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (who() === undefined || life.value === 'open') return null;
  if (life.value === 'over') return <Again {...{ who, prove, refresh, wordsOf }} />;
  return (
    <div role="alert">
      <Banner
        tone="caution"
        icon="wait"
        action={<Button label={t('Stay signed in')} onPress={() => void refresh().then(() => (life.value = 'open'))} />}
      >
        {t('In less than two minutes you will be signed out, because you have sent nothing for a while.')}
      </Banner>
    </div>
  );
}

let isLooking = false;

async function look(who: SessionEndProps['who'], idleMs: number): Promise<void> {
  if (who() === undefined || life.value === 'over' || isLooking) return;
  const quiet = quietMs();
  if (quiet < idleMs - WARN_BEFORE_MS - NOTED_EVERY_MS) life.value = 'open';
  else if (quiet < idleMs) life.value = 'ends-soon';
  else {
    isLooking = true;
    const asked = await ask<{ readonly person: unknown }>('GET', '/v1/session');
    isLooking = false;
    if (asked.kind === 'answered') life.value = asked.value.person === null ? 'over' : 'open';
  }
}

function Again({ who, prove, refresh, wordsOf }: Omit<SessionEndProps, 'idleMs'>) {
  const isBusy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const signIn = async (): Promise<PasskeyTrouble | undefined> => {
    const before = who();
    const failed = await prove();
    if (failed !== undefined) return failed;
    if (!(await refresh())) return 'unreachable';
    // Another person must not see the entries
    if (who() === before) endWaiting(true);
    else location.reload();
    return undefined;
  };
  const press = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    trouble.value = await signIn();
    isBusy.value = false;
  };
  const leave = async () => {
    await refresh();
    endWaiting(false);
  };
  return (
    <Dialog title={t('Your session has ended')} onClose={() => undefined}>
      <p>{t('Sign in again to go on. Your entries are still there.')}</p>
      <Button weight="main" label={t('Sign in with a passkey')} busy={isBusy.value} onPress={() => void press()} />
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && wordsOf(trouble.value)}
      </p>
      <Button label={t('Leave, and discard my entries')} onPress={() => void leave()} />
    </Dialog>
  );
}
