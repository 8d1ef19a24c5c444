import { useState } from 'preact/hooks';
import { Button } from '../../../../server/console/design/button.tsx';
import type { DockModel } from '../model/dock-model.ts';
import { TickBox } from './tick-box.tsx';

/** Enrolment of fingers in development. Nothing is captured before the box is ticked, separately for each traveller. */
export function FingerRegistration({ model, registrations }: { model: DockModel; registrations: number }) {
  const [consent, setConsent] = useState(false);
  const register = (): void => {
    setConsent(false);
    void model.perform('registrations', { consent }, 'The fingers are registered.');
  };
  return (
    <>
      <TickBox
        label="The holder agrees that this lane keeps templates of both index fingers until they ask or the time is up"
        checked={consent}
        onTick={setConsent}
      />
      <Button label="Register fingers of this traveller" onPress={register} />
      <Button
        label="Erase all registrations"
        onPress={() => void model.perform('registrations/erase', {}, 'All registrations are erased.')}
      />
      <p class="quiet">Registered: {registrations}. The document presented last says who is meant.</p>
    </>
  );
}
