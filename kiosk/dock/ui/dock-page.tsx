import { Banner } from '../../../server/ui/design/banner.tsx';
import { Button } from '../../../server/ui/design/button.tsx';
import { CameraView } from './camera-view.tsx';
import { DeviceTable } from './device-table.tsx';
import { connected, state, trouble } from './dock-state.ts';
import { LaneSteps } from './lane-steps.tsx';
import { PresetCards } from './preset-cards.tsx';
import { Reports } from './reports.tsx';
import { SceneForm } from './scene-form.tsx';

export function DockPage() {
  return (
    <>
      <header>
        <h1>Dock</h1>
        <nav aria-label="Other pages">
          <a href="/" target="_blank" rel="noreferrer">
            Traveller’s screen
          </a>
          <a href={state.value?.consoleUrl ?? '/'} target="_blank" rel="noreferrer">
            Officers’ console
          </a>
        </nav>
      </header>
      <main>
        <Banner tone="note" icon="warning">
          <strong>Development.</strong> A simulated lane with invented travellers. Play with it: nothing here is real.
        </Banner>
        {!connected.value && (
          <Banner tone="bad" icon="cut">
            The lane does not answer. What you see is what it last said.
          </Banner>
        )}
        <div role="alert">
          {trouble.value !== '' && (
            <Banner tone="bad" icon="cross" action={<Button label="Close" onPress={() => (trouble.value = '')} />}>
              {trouble.value}
            </Banner>
          )}
        </div>
        <div class="columns">
          <div>
            <section class="panel" aria-labelledby="lane">
              <h2 id="lane">The lane</h2>
              <LaneSteps />
              <CameraView />
            </section>
            <Reports />
            <DeviceTable />
          </div>
          <div>
            <PresetCards />
            <SceneForm />
          </div>
        </div>
      </main>
    </>
  );
}
