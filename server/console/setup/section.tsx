import { useEffect } from 'preact/hooks';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { isSetupAway, leftToSetUp, refreshSetup, setup } from '../shell/setup.ts';
import { Checklist } from './checklist.tsx';
import { Summary } from './summary.tsx';
import '../design/panel.css';
import '../account/account.css';
import '../sign-in/form.css';
import './setup.css';

/** The start page of administrators: what is left to set up, then what waits for them. */
export function Section() {
  useEffect(() => void refreshSetup(), []);
  const view = setup.value;
  if (view === null) {
    return isSetupAway.value ? (
      <StatePanel
        kind="offline"
        title={t('The server does not answer.')}
        action={<Button label={t('Try again')} onPress={() => void refreshSetup()} />}
      >
        {t('Lanes continue without it.')}
      </StatePanel>
    ) : (
      <StatePanel kind="loading" title={t('Reading what is left to set up…')} />
    );
  }
  const { items } = view;
  const left = leftToSetUp(view);
  return (
    <div class="account">
      {isSetupAway.value && (
        <Banner tone="caution" icon="cut">
          {t('The server does not answer. This page shows its last answer.')}
        </Banner>
      )}
      {left === 0 && <Summary />}
      <section class="panel account-part" aria-labelledby="setup-title">
        <h2 id="setup-title">{left === 0 ? t('The server is set up') : t('Set up this server')}</h2>
        <p>
          {left === 0
            ? t('Every part is done. A part opens again by itself if it is no longer done.')
            : t('Done: {done} of {all} parts. The state of each comes from the server’s records.', {
                done: items.length - left,
                all: items.length,
              })}
        </p>
        <progress
          class="setup-progress"
          max={items.length}
          value={items.length - left}
          aria-label={t('Parts that are done')}
        />
        <Checklist items={items} />
      </section>
      {left > 0 && <Summary />}
    </div>
  );
}
