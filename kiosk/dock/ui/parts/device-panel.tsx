import { Button } from '../../../../server/console/design/button.tsx';
import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import { DeviceRow } from './device-row.tsx';

export function DevicePanel({ model, view }: { model: DockModel; view: DockView }) {
  return (
    <section class="panel device-panel" aria-labelledby="devices-heading">
      <div class="panel-head">
        <h2 id="devices-heading">Devices</h2>
        <Button
          label="Let all recover"
          onPress={() => void model.perform('faults/clear', {}, 'All devices recover.')}
        />
      </div>
      <p class="quiet">Make one fail and see whom the lane still serves.</p>
      <ul class="devices">
        {view.devices.map((device) => (
          <DeviceRow
            key={device.kind}
            model={model}
            device={device}
            faults={view.faults.filter((fault) => fault.device === device.kind)}
          />
        ))}
      </ul>
    </section>
  );
}
