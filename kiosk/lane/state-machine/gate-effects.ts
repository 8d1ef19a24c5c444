/** One barrier, one movement at a time. */
import type { Gate } from '../../../hardware/gate/gate.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { LaneEvent } from './lane.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

export interface GateEffects {
  release(): void;
  secure(): void;
}

export function createGateEffects(
  gate: Gate,
  { run }: BackgroundTasks,
  dispatch: (event: LaneEvent) => void,
  closing: AbortSignal,
): GateEffects {
  const movements = serialQueue();
  const move = (name: 'release-gate' | 'secure-gate', movement: () => Promise<void>): void => {
    const moved = movements.run(movement);
    run(
      name,
      () => moved,
      () => dispatch({ kind: 'gate-jammed' }),
    );
  };
  return {
    release: () =>
      move('release-gate', async () => {
        const { kind } = await gate.release(closing);
        dispatch({ kind: kind === 'released' ? 'gate-released' : 'gate-jammed' });
      }),
    secure: () =>
      move('secure-gate', async () => {
        const { kind } = await gate.secure(closing);
        const answers = { secured: 'gate-secured', obstructed: 'gate-obstructed', jammed: 'gate-jammed' } as const;
        dispatch({ kind: answers[kind] });
      }),
  };
}
