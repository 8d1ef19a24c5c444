import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SessionView } from '../../views/session.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { session } from '../shell/session.ts';
import { ask, type Asked } from './ask.ts';
import { Development } from './development.tsx';
import '../design/panel.css';
import './sign-in.css';

/** Signing in. */
export function Section() {
  const asked = useSignal<Asked<SessionView> | null>(null);
  const read = async () => {
    asked.value = await ask<SessionView>('GET', '/v1/session');
  };
  useEffect(() => void read(), [session.value.kind]);
  if (asked.value === null) return <StatePanel kind="loading" title="Asking how people sign in here…" />;
  if (asked.value.kind === 'refused') {
    return (
      <StatePanel
        kind="offline"
        title="The server does not answer."
        action={<Button label="Try again" onPress={() => void read()} />}
      />
    );
  }
  const { signIn } = asked.value.value;
  return (
    <section class="sign-in panel" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in</h2>
      {signIn.developmentRoles.length > 0 && <Development roles={signIn.developmentRoles} />}
    </section>
  );
}
