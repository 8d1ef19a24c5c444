import { Banner } from '../../../server/console/design/banner.tsx';
import type { DockModel } from './model/dock-model.ts';
import { CameraView } from './parts/camera-view.tsx';
import { DevicePanel } from './parts/device-panel.tsx';
import { DockHeader } from './parts/dock-header.tsx';
import { HolderCards } from './parts/holder-cards.tsx';
import { LaneBanner } from './parts/lane-banner.tsx';
import { LanePanel } from './parts/lane-panel.tsx';
import { ReportPanel } from './parts/report-panel.tsx';
import { ScenarioCards } from './parts/scenario-cards.tsx';
import { ScenarioPanel } from './parts/scenario-panel.tsx';
import { TravellerForm } from './parts/traveller-form.tsx';
import { TroubleBanner } from './parts/trouble-banner.tsx';

export function DockPage({ model }: { model: DockModel }) {
  const view = model.view.value;
  const draft = model.draft.value;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the scenarios
      </a>
      <header>
        <DockHeader view={view} lane={model.lane.value} />
        <Banner tone="caution" icon="warning">
          {view?.mode === 'rehearsal'
            ? 'Rehearsal: simulated devices, invented travellers, keys in software, no legal effect. A production lane has no dock.'
            : 'Development: simulated devices, invented travellers, this machine only. A production lane has no dock.'}
        </Banner>
        <LaneBanner model={model} />
        <TroubleBanner model={model} />
      </header>
      <main id="main" tabIndex={-1}>
        {view !== undefined && draft !== undefined ? (
          <>
            <div class="choosing">
              <ScenarioCards model={model} />
              <section class="panel" aria-label="Passport">
                <HolderCards model={model} view={view} />
              </section>
              <TravellerForm model={model} view={view} draft={draft} />
            </div>
            <div class="watching">
              <ScenarioPanel model={model} view={view} />
              <LanePanel lane={model.lane.value ?? view.lane} standing={model.standing.value} view={view} />
              <CameraView scene={view.scene} lane={model.lane.value} specimens={view.specimens} />
              <ReportPanel view={view} />
            </div>
            <DevicePanel model={model} view={view} />
          </>
        ) : (
          <p class="panel loading">Asking the lane…</p>
        )}
      </main>
      <p class="unseen" role="status" aria-live="polite">
        {model.done.value}
      </p>
    </>
  );
}
