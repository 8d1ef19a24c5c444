/**
 * Outputs of the converted models compared with the packages that run the models' own formats, TensorFlow.js and face-api, on sample
 * images. `npm run bench -- conversion` writes test/bench/results/conversion.json; `--record` also stores the packages' outputs, with
 * which the tests of the converters compare.
 */
import { openModel } from '../../models/runtime/session.ts';
import { difference } from '../models/fixtures/difference.ts';
import { keptModel } from '../models/fixtures/kept-model.ts';
import { modelInput } from '../models/fixtures/model-input.ts';
import {
  CONVERSION_TOLERANCE,
  type ModelOutputs,
  RECORDED_MODELS,
  RECORDED_SEEDS,
  recordedOutputs,
  writeRecordings,
} from '../models/fixtures/recorded-outputs.ts';
import { sampleImage } from '../models/fixtures/sample-image.ts';
import { outputsInFaceApi, outputsInTensorFlow } from './peers/source-outputs.ts';
import { writeRecord } from './support/record.ts';

interface Compared {
  readonly model: string;
  readonly output: string;
  readonly seed: number;
  readonly peer: string;
  /** Largest absolute value in the peer's output. */
  readonly largestValue: number;
  readonly largestDifference: number;
  /** Between the peer's output now and its recorded output. */
  readonly fromRecorded: number;
  readonly isWithin: boolean;
}

const theirs: ModelOutputs[] = [];
for (const model of RECORDED_MODELS) {
  const compute = model === 'face-recognition-net' ? outputsInFaceApi : outputsInTensorFlow;
  for (const seed of RECORDED_SEEDS) theirs.push(await compute(model, seed));
}
if (process.argv.includes('--record')) writeRecordings(theirs);

const compared: Compared[] = [];
for (const { model: name, seed, computedBy, outputs } of theirs) {
  const input = modelInput((await keptModel(name)).model);
  const recorded = recordedOutputs(name, seed);
  const session = await openModel(name);
  const ours = await session.run({ [input.name]: sampleImage(input, 1, seed) });
  await session.close();
  for (const [output, values] of outputs) {
    const { largest, magnitude } = difference(values, ours[output]?.data ?? []);
    compared.push({
      model: name,
      output,
      seed,
      peer: computedBy,
      largestValue: magnitude,
      largestDifference: largest,
      fromRecorded: difference(values, recorded.outputs.get(output) ?? []).largest,
      isWithin: largest < CONVERSION_TOLERANCE * Math.max(1, magnitude),
    });
  }
}

console.log('model                 output        seed   largest value   difference   from recorded   compared with');
for (const { model, output, seed, peer, largestValue, largestDifference, fromRecorded } of compared) {
  const numbers = [
    largestValue.toPrecision(3).padStart(13),
    largestDifference.toExponential(1).padStart(10),
    fromRecorded.toExponential(1).padStart(13),
  ];
  console.log(
    `${model.padEnd(20)}  ${output.padEnd(10)}  ${String(seed).padStart(6)}   ${numbers.join('   ')}   ${peer}`,
  );
}
writeRecord('conversion', { tolerance: CONVERSION_TOLERANCE, compared });

for (const { model, output, seed, isWithin, fromRecorded, largestValue } of compared) {
  if (!isWithin) console.error(`${model}, ${output}, seed ${seed}: the converted model differs from its source`);
  const isAsRecorded = fromRecorded < CONVERSION_TOLERANCE * Math.max(1, largestValue);
  if (!isAsRecorded) console.error(`${model}, ${output}, seed ${seed}: the peer's output is not the recorded one`);
  if (!isWithin || !isAsRecorded) process.exitCode = 1;
}
