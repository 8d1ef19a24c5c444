/**
 * The shape of a head, simplified to a round front with a nose. Lengths are inter-eye distances, origin between the eyes, x
 * to the image's right, y down, z towards the camera.
 *
 * The numbers follow Face Mesh's depths of the specimens: cheeks at (±1.08, 0.25, -0.8), nose tip at (0, 0.63, 0.62), lips
 * at 0.3, chin at 0, forehead at 0.25. Slopes stay below 1.7, so a turn of 25 degrees does not fold the mesh over.
 */
const FRONT = 0.28;
const CHEEK_X = 1.08;
const CHEEK_DROP = 1.05;
const ROUNDNESS = 2.6;
const STEEPEST = 1.7;
const DEEPEST = -1.35;
const NOSE = { height: 0.38, y: 0.63, spreadX: 0.17, spreadUp: 0.32, spreadDown: 0.14 } as const;
const CROWN = { from: -0.5, drop: 0.4 } as const;
const CHIN = { from: 1, drop: 0.45 } as const;
const NECK = { from: 1.7, to: 2.4, z: -0.8 } as const;

/** Where the sideways curve reaches the steepest allowed slope, from which it continues straight. */
const STRAIGHT_FROM = CHEEK_X * ((STEEPEST * CHEEK_X) / (CHEEK_DROP * ROUNDNESS)) ** (1 / (ROUNDNESS - 1));

function sideways(x: number): number {
  const away = Math.abs(x);
  const curved = CHEEK_DROP * (Math.min(away, STRAIGHT_FROM) / CHEEK_X) ** ROUNDNESS;
  return curved + STEEPEST * Math.max(0, away - STRAIGHT_FROM);
}

export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Height of the head at a point of its front view. */
export function reliefAt(x: number, y: number): number {
  const spreadY = y < NOSE.y ? NOSE.spreadUp : NOSE.spreadDown;
  const nose = NOSE.height * Math.exp(-((x / NOSE.spreadX) ** 2) / 2 - ((y - NOSE.y) / spreadY) ** 2 / 2);
  const crown = CROWN.drop * Math.max(0, CROWN.from - y) ** 1.6;
  const chin = CHIN.drop * Math.max(0, Math.min(y, NECK.to) - CHIN.from) ** 2;
  const head = Math.max(DEEPEST, FRONT - sideways(x) - crown - chin) + nose;
  const body = Math.max(DEEPEST, NECK.z - 0.12 * x * x);
  const below = smoothStep(NECK.from, NECK.to, y);
  return head * (1 - below) + body * below;
}

/** The point's share of the head's turn: 1 above the jaw, 0 at the shoulders. */
export function turnShareAt(y: number): number {
  return 1 - smoothStep(1.5, 3.4, y);
}
