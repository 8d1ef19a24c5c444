import type { LaneLights, LightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';

const board: Partial<LightBoard> = {
  reset: () => undefined,
  onChange: () => () => undefined,
  current: () => undefined,
  declined: () => false,
};

/** Lights of a lane whose screen shows none. */
export const NO_LIGHTS: LaneLights = { board: board as LightBoard, latency: () => undefined };
