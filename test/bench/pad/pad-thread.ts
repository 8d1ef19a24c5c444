/** Renders and judges presentations in a worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { identities } from '../../models/face/rendering/identities.ts';
import { judgePresentation } from '../../models/face/rendering/judge-presentation.ts';
import { presentation } from '../../models/face/rendering/presentation.ts';
import type { FromPadThread, PadResult, PadTask, PadThreadData } from './pad-messages.ts';

const port = parentPort;
if (port === null) throw new Error('pad-thread.ts runs as a worker thread');
const { split, bothPhases } = workerData as PadThreadData;
const analyser = await openFaceAnalyser();
const { person, source } = await identities(analyser, split);
const say = (message: FromPadThread): void => port.postMessage(message);

/** Seed offset of the retry. */
const RETRY_SEED = 500_000_003;

async function judge(task: PadTask): Promise<PadResult> {
  const subject = await person(task.person);
  const options = { species: task.species, subject };
  const first = await judgePresentation(analyser, presentation({ ...options, seed: task.seed }), !bothPhases);
  const passedFirst = first.light.kind === 'head' && first.turn.kind === 'head';
  let passedWithRetry = passedFirst;
  if (!passedFirst) {
    const again = await judgePresentation(analyser, presentation({ ...options, seed: task.seed + RETRY_SEED }), true);
    passedWithRetry = again.light.kind === 'head' && again.turn.kind === 'head';
  }
  const { light, turn, lengthMs, frames } = first;
  return {
    task,
    light: { kind: light.kind, why: 'why' in light ? light.why : undefined, measures: light.measures },
    turn: { kind: turn.kind, why: 'why' in turn ? turn.why : undefined, measures: turn.measures },
    passedFirst,
    passedWithRetry,
    lengthMs,
    frames,
  };
}

let queue = Promise.resolve();
port.on('message', (task: PadTask | 'end') => {
  queue = queue.then(async () => {
    if (task === 'end') {
      await analyser.close();
      port.close();
    } else say({ kind: 'result', result: await judge(task) });
  });
});
say({ kind: 'ready', source });
