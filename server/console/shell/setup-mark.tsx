import { useEffect } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { plural, t } from '../languages/text.ts';
import { hashOf } from './route.ts';
import { session } from './session.ts';
import { leftToSetUp, refreshSetup, setsUp, setup } from './setup.ts';
import './setup-mark.css';

/** On every page of an administrator: how many parts of the set-up are open, until none is. */
export function SetupMark() {
  const isTheirs = setsUp();
  const person = session.value.kind === 'signed-in' ? session.value.view.principal?.personId : undefined;
  useEffect(() => {
    if (isTheirs) void refreshSetup();
  }, [isTheirs, person]);
  const left = isTheirs && setup.value !== null ? leftToSetUp(setup.value) : 0;
  if (left === 0) return null;
  return (
    <a
      class="setup-mark tone-note"
      href={hashOf('setup')}
      aria-label={plural(left, 'Set-up: {count} part left', 'Set-up: {count} parts left')}
    >
      <Icon name="wait" />
      {t('Set-up: {count}', { count: left })}
    </a>
  );
}
