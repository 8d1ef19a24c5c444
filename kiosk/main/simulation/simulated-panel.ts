/**
 * Replaces the screen of a simulated lane while no page is connected: it follows the times of a challenge and confirms
 * them. The light of any screen, this one or a page, illuminates the simulated scene.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import type { LaneSimulation } from '../../../hardware/registry.ts';
import { lightOf } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type { LightBoard } from '../../biometrics/face/light-board.ts';

const PAGE = 'simulated';

export function simulatePanel(simulation: LaneSimulation, board: LightBoard, clock: Clock): Unsubscribe {
  let playing: string | undefined;
  let cancel: () => void = () => undefined;

  const play = (id: string, startMs: number): void => {
    const states = board.current()?.challenge.states ?? [];
    const next = (index: number, dueMs: number): void => {
      cancel = clock.after(dueMs - clock.monotonicMs(), () => {
        board.shown(PAGE, { id, index, pageMs: clock.monotonicMs() });
        const state = states[index];
        if (state !== undefined) next(index + 1, dueMs + state.forMs);
      });
    };
    next(0, startMs);
  };
  const look = (): void => {
    const up = board.current();
    if (up?.id === playing) return;
    cancel();
    playing = up?.id;
    if (up !== undefined && board.screens() === 1) play(up.id, clock.monotonicMs() + up.challenge.leadMs);
  };
  const undo = [
    board.join(PAGE),
    board.onChange(look),
    board.onShown(({ left, right }) => simulation.setScreenLight({ left: lightOf(left), right: lightOf(right) })),
  ];
  return () => {
    cancel();
    for (const step of undo) step();
  };
}
