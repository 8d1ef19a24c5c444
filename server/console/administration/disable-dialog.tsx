import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { propose } from '../decisions/send.ts';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { askProved } from '../sign-in/step-up.ts';
import type { BoardKiosk } from './readiness.ts';
import { fleetRefusalWords } from './words.ts';

export interface DisableDialogProps {
  readonly kiosk: BoardKiosk;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** Explains the effect before the act: a disabled kiosk never comes back. */
export function DisableDialog({ kiosk, onChange, onClose }: DisableDialogProps) {
  const { kioskId, site, lane } = kiosk;
  const words = useSignal('');
  const isBusy = useSignal(false);
  const takesTwo = useSignal(false);
  const disable = async () => {
    isBusy.value = true;
    const asked = await askProved('POST', `/v1/fleet/kiosks/${kioskId}/disable`, {});
    isBusy.value = false;
    if (asked.kind === 'refused') {
      takesTwo.value = asked.code === 'two-people-required';
      words.value = fleetRefusalWords(asked);
      return;
    }
    announce(t('{kioskId} is disabled.', { kioskId }));
    onChange();
    onClose();
  };
  const suggest = async () => {
    isBusy.value = true;
    words.value = (await propose('kiosk-disable', { kioskId })).words;
    isBusy.value = false;
    takesTwo.value = false;
  };
  return (
    <Dialog title={t('Disable {kioskId}?', { kioskId })} onClose={onClose}>
      <p>
        {t(
          'It stands at {site}, lane {lane}. The server will refuse all its messages, revoke its certificates and close its connections. No officer can view the evidence that it keeps.',
          { site, lane },
        )}
      </p>
      <p>
        {t(
          'This cannot be undone. Disable only a kiosk that was stolen or given up. To close a lane for some time, take it out of service.',
        )}
      </p>
      <p role="status">{words.value}</p>
      <div class="choices">
        {takesTwo.value ? (
          <Button label={t('Propose to disable')} weight="grave" busy={isBusy.value} onPress={() => void suggest()} />
        ) : (
          <Button label={t('Disable permanently')} weight="grave" busy={isBusy.value} onPress={() => void disable()} />
        )}
        <Button label={t('Cancel')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
