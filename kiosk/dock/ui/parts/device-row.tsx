import { useState } from 'preact/hooks';
import { Badge, type BadgeProps } from '../../../../server/console/design/badge.tsx';
import type { DeviceHealth } from '../../../../server/contract/vocabulary.ts';
import type { DockModel } from '../model/dock-model.ts';
import type { DeviceView, FaultKind, InjectedFault } from '../model/dock-view.ts';
import { DEVICE_WORDS, FAULT_WORDS, HEALTH_WORDS } from '../words.ts';
import { Choice } from './choice.tsx';
import { TickBox } from './tick-box.tsx';

const LOOKS: { readonly [Word in DeviceHealth]: Pick<BadgeProps, 'tone' | 'icon'> } = {
  ready: { tone: 'good', icon: 'tick' },
  faulted: { tone: 'bad', icon: 'warning' },
  disconnected: { tone: 'bad', icon: 'cut' },
};

const SLOW_BY_MS = 2_000;
const { jam: _, ...STILL_DEVICE_FAULTS } = FAULT_WORDS;

export interface DeviceRowProps {
  readonly model: DockModel;
  readonly device: DeviceView;
  readonly faults: readonly InjectedFault[];
}

export function DeviceRow({ model, device, faults }: DeviceRowProps) {
  const { kind, health, driver } = device;
  const [fault, setFault] = useState<FaultKind>('disconnect');
  const [once, setOnce] = useState(false);
  const name = DEVICE_WORDS[kind];
  // Only the gate has moving parts.
  const words: Partial<typeof FAULT_WORDS> = kind === 'gate' ? FAULT_WORDS : STILL_DEVICE_FAULTS;
  return (
    <li>
      <div class="device-name">
        <h3>{name}</h3>
        <Badge {...LOOKS[health]} word={HEALTH_WORDS[health]} />
        <span class="quiet">{driver}</span>
      </div>
      <p class="device-faults">
        {faults.length === 0
          ? 'No fault put on it.'
          : `Put on it: ${faults.map((put) => FAULT_WORDS[put.fault.kind] + (put.once === true ? ' (once)' : '')).join(', ')}.`}
      </p>
      <div class="device-acts" role="group" aria-label={`Faults of the ${name.toLowerCase()}`}>
        <Choice label="Fault" words={words as typeof FAULT_WORDS} value={fault} onChoose={setFault} />
        <TickBox label="Once" checked={once} onTick={setOnce} />
        <button
          type="button"
          class="button"
          onClick={() =>
            void model.perform(
              'fault',
              { device: kind, fault: fault === 'slow' ? { kind: fault, byMs: SLOW_BY_MS } : { kind: fault }, once },
              `${name}: ${FAULT_WORDS[fault]}.`,
            )
          }
        >
          Make it fail <span class="unseen">({name})</span>
        </button>
        <button
          type="button"
          class="button"
          disabled={faults.length === 0}
          onClick={() => void model.perform('faults/clear', { device: kind }, `${name} recovers.`)}
        >
          Recover <span class="unseen">({name})</span>
        </button>
      </div>
    </li>
  );
}
