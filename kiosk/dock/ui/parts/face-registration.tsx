import { useState } from 'preact/hooks';
import { Button } from '../../../../server/console/design/button.tsx';
import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import { TickBox } from './tick-box.tsx';

/** Enrolment of faces in development. Nothing is captured before the box is ticked, separately for each traveller. */
export function FaceRegistration({ model, view }: { model: DockModel; view: DockView }) {
  const [consent, setConsent] = useState(false);
  const [carried, setCarried] = useState(false);
  /** Changes with each code, to reload the picture. */
  const [edition, setEdition] = useState(0);
  const perform = async (path: string, body: unknown, done: string): Promise<void> => {
    await model.perform(path, body, done);
    setEdition((before) => before + 1);
  };
  const register = (): void => {
    setConsent(false);
    const custody = carried ? 'holder' : 'lane';
    void perform('faces', { consent, custody }, 'The face is registered.');
  };
  return (
    <>
      <TickBox
        label="The holder agrees that this lane keeps a protected record of their face until they ask or the time is up"
        checked={consent}
        onTick={setConsent}
      />
      <TickBox
        label="The holder carries the key: without their code the lane cannot open it"
        checked={carried}
        onTick={setCarried}
      />
      <Button label="Register the face of this traveller" onPress={register} />
      <Button
        label="Renew the record, without the traveller"
        onPress={() => void perform('faces/renew', {}, 'The record is renewed; a code from before opens nothing.')}
      />
      {view.token && (
        <>
          <img
            src={`/dock/api/token.svg?edition=${edition}`}
            alt="The code that the holder of the document presented last carries"
            width={180}
            height={180}
          />
          <Button
            label="Show the code at the lane now"
            onPress={() => void perform('token', {}, 'The code is shown.')}
          />
        </>
      )}
      <p class="quiet">
        Registered faces: {view.registeredFaces}. The document presented last says who is meant; erasing registrations
        erases faces too.
      </p>
    </>
  );
}
