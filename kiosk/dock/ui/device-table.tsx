import { Badge } from '../../../server/ui/design/badge.tsx';
import { Button } from '../../../server/ui/design/button.tsx';
import type { FaultRequest } from '../dock-messages.ts';
import { ask, state } from './dock-state.ts';

type Device = FaultRequest['device'];

const NAMES: Readonly<Record<Device, string>> = {
  camera: 'Camera',
  'fingerprint-scanner': 'Fingerprint scanner',
  'document-reader': 'Document reader',
  gate: 'Gate',
  indicator: 'Lamps',
  'secure-element': 'Secure element',
};
const HEALTH = {
  ready: { tone: 'good', icon: 'tick', word: 'ready' },
  faulted: { tone: 'bad', icon: 'cross', word: 'faulty' },
  disconnected: { tone: 'bad', icon: 'cut', word: 'unplugged' },
} as const;

const faultsOf = (device: Device): readonly { label: string; fault: FaultRequest['fault'] }[] => [
  { label: 'Unplug', fault: { kind: 'disconnect' } },
  ...(device === 'gate' ? [{ label: 'Jam', fault: { kind: 'jam' } as const }] : []),
  { label: 'Stall', fault: { kind: 'stall' } },
  { label: 'Slow', fault: { kind: 'slow', byMs: 1_500 } },
];

export function DeviceTable() {
  const current = state.value;
  if (current === undefined) return null;
  return (
    <section class="panel" aria-labelledby="devices">
      <h2 id="devices">Make a device fail</h2>
      <ul class="devices">
        {current.devices.map(({ kind, health }) => {
          const struck = current.faults.filter(({ device }) => device === kind).map(({ fault }) => fault.kind);
          return (
            <li key={kind}>
              <span class="device-name">{NAMES[kind]}</span>
              <Badge {...HEALTH[health]} />
              <fieldset>
                <legend class="hidden">{NAMES[kind]}</legend>
                {faultsOf(kind).map(({ label, fault }) => (
                  <Button
                    key={label}
                    label={label}
                    pressed={struck.includes(fault.kind)}
                    onPress={() => void ask('fault', { device: kind, fault })}
                  />
                ))}
                <Button label="Mend" onPress={() => void ask('faults/clear', { device: kind })} />
              </fieldset>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
