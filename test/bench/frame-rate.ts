/**
 * At which rate of analysed frames genuine heads can be judged: the turn of the head and the light challenge in the lane simulator, with
 * regular frames and with frames at random times, as a busy computer delivers them. The clock stands still between frames, so the load of
 * this machine has no effect. Each cell has the exact 95 % interval of its share. `npm run bench -- frame-rate [people] [passages]` writes
 * test/bench/results/frame-rate.json; each person makes that many passages, which differ in all random times.
 */
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import type { Image } from '../../hardware/device/image.ts';
import { createLaneSimulation, type LaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { SCREEN_LATENCY_MS } from '../../hardware/simulation/screen-light.ts';
import { SPECIMENS, type SpecimenId } from '../../hardware/simulation/specimens.ts';
import { TURN_ONSET_MS, TURN_WATCH_MS } from '../../kiosk/biometrics/face/face-constants.ts';
import { createLightBoard } from '../../kiosk/biometrics/face/light-board.ts';
import { simulatePanel } from '../../kiosk/main/simulation/simulated-panel.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { wipeObservation } from '../../models/face/face-observation.ts';
import { confirmShown } from '../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { drawLightChallenge } from '../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { createLightChallengeSequence } from '../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import { type SeededRandom, seededRandom } from '../models/face/rendering/seeded-random.ts';
import { judgeSequence } from '../models/face/rendering/subjects.ts';
import { percent, type Proportion, proportion } from './support/clopper-pearson.ts';
import { writeRecord } from './support/record.ts';
import { wholeNumber } from './support/whole-number.ts';

const FRAME = { width: 1280, height: 720 } as const;
const RATES_PER_S = [15, 12, 10, 9, 8, 6, 5, 4, 3.5, 3] as const;
const SPACINGS = ['regular', 'random'] as const;
type Spacing = (typeof SPACINGS)[number];
const people = SPECIMENS.slice(0, wholeNumber('people', process.argv[2] ?? '6', 1));
const passages = wholeNumber('passages', process.argv[3] ?? '3', 1);
const analyser = await openFaceAnalyser();

/** Time until the next frame, ms. Random: half of the mean, and an exponential part of the same mean. */
function gapMs(spacing: Spacing, ratePerS: number, numbers: SeededRandom): number {
  const meanMs = 1_000 / ratePerS;
  return spacing === 'regular' ? meanMs : meanMs / 2 - (meanMs / 2) * Math.log(1 - numbers.between(0, 1));
}

async function drawn(simulation: LaneSimulation, atMs: number): Promise<Image> {
  const light = simulation.inside.screenLight.gathered(atMs);
  const picture = { scene: simulation.scene(), poses: simulation.inside.poses(), light };
  const data = await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME });
  return { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
}

async function turnOf(specimen: SpecimenId, ratePerS: number, spacing: Spacing, seed: number): Promise<string> {
  const numbers = seededRandom(seed);
  const clock = turnedClock();
  const simulation = await createLaneSimulation({ clock, random: () => numbers.between(0, 1) });
  try {
    simulation.setScene({ subject: { kind: 'person', specimen } });
    const direction = numbers.between(0, 1) < 0.5 ? 'left' : 'right';
    const startMs = clock.monotonicMs();
    const waitMs = numbers.between(TURN_ONSET_MS.least, TURN_ONSET_MS.most);
    const firstMs = startMs + gapMs(spacing, ratePerS, numbers);
    // The lane prompts after the first frame of the resting head
    const promptAtMs = Math.max(startMs + waitMs, firstMs + 1);
    const frameTimesMs = [startMs, firstMs];
    for (let atMs = firstMs; atMs < promptAtMs + TURN_WATCH_MS; ) {
      atMs += gapMs(spacing, ratePerS, numbers);
      frameTimesMs.push(atMs);
    }
    let isPrompted = false;
    const frameAt = async (atMs: number): Promise<Image> => {
      if (!isPrompted && atMs >= promptAtMs) {
        await clock.advance(promptAtMs - clock.monotonicMs());
        simulation.inside.show(direction === 'left' ? 'turn-head-left' : 'turn-head-right');
        isPrompted = true;
      }
      await clock.advance(atMs - clock.monotonicMs());
      return drawn(simulation, atMs);
    };
    return (await judgeSequence(analyser, { direction, promptAtMs, frameTimesMs, frameAt })).kind;
  } finally {
    await simulation.close();
  }
}

async function lightOf(specimen: SpecimenId, ratePerS: number, spacing: Spacing, seed: number): Promise<string> {
  const numbers = seededRandom(seed);
  const random = (): number => numbers.between(0, 1);
  const clock = turnedClock();
  const simulation = await createLaneSimulation({ clock, random });
  const board = createLightBoard(clock);
  const leave = simulatePanel(simulation, board, clock);
  try {
    simulation.setScene({ subject: { kind: 'person', specimen } });
    const sequence = createLightChallengeSequence();
    const challenge = drawLightChallenge(random);
    const showing = board.show(challenge);
    let restMs = 0;
    while (restMs < challenge.tailMs) {
      const stepMs = gapMs(spacing, ratePerS, numbers);
      await clock.advance(stepMs);
      const atMs = clock.monotonicMs();
      const image = await drawn(simulation, atMs);
      const seen = await analyser.analyse(image);
      sequence.add(image, seen, atMs);
      wipeObservation(seen);
      if (showing.complete()) restMs += stepMs;
    }
    const shown = confirmShown(challenge, showing.said());
    return shown === undefined
      ? 'undecidable'
      : sequence.decide(shown, { latencyMs: SCREEN_LATENCY_MS, jitterMs: 1 }).kind;
  } finally {
    leave();
    await simulation.close();
  }
}

const JUDGES = [
  ['turn', turnOf],
  ['light', lightOf],
] as const;

/** `heads` of these passages were judged to show a head. */
interface Cell extends Proportion {
  readonly challenge: 'turn' | 'light';
  readonly spacing: Spacing;
  readonly framesPerS: number;
}

const cells: Cell[] = [];
for (const framesPerS of RATES_PER_S) {
  for (const spacing of SPACINGS) {
    for (const [challenge, judge] of JUDGES) {
      let heads = 0;
      for (let seed = 0; seed < people.length * passages; seed += 1) {
        const { id } = people[seed % people.length] as (typeof people)[number];
        heads += Number((await judge(id, framesPerS, spacing, 101 + seed)) === 'head');
      }
      const cell = { challenge, spacing, framesPerS, ...proportion(heads, people.length * passages) };
      cells.push(cell);
      process.stdout.write(`${challenge}, ${spacing}, ${framesPerS}/s: ${percent(cell)}\n`);
    }
  }
}
await analyser.close();
writeRecord('frame-rate', { people: people.length, passages, judgedAsHead: cells });
process.exit(0);
