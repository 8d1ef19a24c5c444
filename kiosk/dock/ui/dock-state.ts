/** The lane as the dock's backend tells it. */
import { signal } from '@preact/signals';
import type { DeviceHealth, LanePhase } from '../../../server/contract/vocabulary.ts';
import type { LaneView } from '../../lane/lane-view.ts';
import type { FaultRequest, SceneRequest } from '../dock-messages.ts';

export interface DockState {
  readonly specimens: readonly {
    readonly id: string;
    readonly name: string;
    readonly issuingState: string;
    readonly photographs: number;
  }[];
  readonly scene: SceneRequest;
  readonly document: { readonly holder: string; readonly variant: string; readonly expired: boolean } | null;
  readonly passage: string;
  readonly faults: readonly FaultRequest[];
  readonly lane: LaneView;
  readonly gate: string;
  readonly devices: readonly {
    readonly kind: FaultRequest['device'];
    readonly driver: string;
    readonly simulated: boolean;
    readonly health: DeviceHealth;
  }[];
  readonly consoleUrl: string;
  readonly outbox: { readonly undelivered: number; readonly lastSequence: number; readonly delivery: string };
  readonly lastReports: readonly DockReport[];
}

export interface DockReport {
  readonly sequence: number;
  readonly kind: 'match' | 'passage';
  readonly outcome?: string;
  readonly reasons?: readonly string[];
  readonly passage?: string;
  readonly delivered: boolean;
}

export const state = signal<DockState | undefined>(undefined);
/** What went wrong last, in words; empty when nothing did. */
export const trouble = signal('');
export const phase = signal<LanePhase>('starting');
export const connected = signal(false);

const UNREACHABLE = 'The lane does not answer. Is it still running?';

/** Reads the state. Quiet unless the lane cannot be reached. */
export async function refresh(): Promise<void> {
  try {
    const response = await fetch('/dock/api/state');
    state.value = (await response.json()) as DockState;
    phase.value = state.value.lane.phase;
  } catch {
    connected.value = false;
  }
}

/** Asks for something; what is refused is told in `trouble`. Resolves to whether it was done. */
export async function ask(what: string, wish: unknown): Promise<boolean> {
  try {
    const response = await fetch(`/dock/api/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    const answer = (await response.json()) as DockState & { error?: { message: string; faults?: string[] } };
    if (answer.error !== undefined) {
      trouble.value = [answer.error.message, ...(answer.error.faults ?? [])].join(' · ');
      return false;
    }
    state.value = answer;
    trouble.value = '';
    return true;
  } catch {
    trouble.value = UNREACHABLE;
    return false;
  }
}
