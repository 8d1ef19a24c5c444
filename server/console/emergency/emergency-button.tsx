import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';

type EmergencyDialog = ComponentType<{ readonly onClose: () => void }>;

/** The first of the two actions that open a whole site, on every page of the people who may. The dialog is loaded when it is needed. */
export function EmergencyButton() {
  const dialog = useSignal<{ readonly Dialog: EmergencyDialog } | null>(null);
  const isBusy = useSignal(false);
  if (!mayAct('lane.open-in-emergency')) return null;
  const open = async () => {
    isBusy.value = true;
    try {
      const { SiteEmergency } = await import('./site-emergency.tsx');
      dialog.value = { Dialog: SiteEmergency };
    } catch {
      announce(t('This part of the page could not be loaded. Use the emergency release at the lane.'));
    }
    isBusy.value = false;
  };
  const shown = dialog.value;
  return (
    <>
      <Button label={t('Emergency')} weight="grave" busy={isBusy.value} onPress={() => void open()} />
      {shown !== null && <shown.Dialog onClose={() => (dialog.value = null)} />}
    </>
  );
}
