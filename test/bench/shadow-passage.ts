/**
 * Cost of a shadow passage for one traveller: processor time of the candidate's process for a portrait and three frames, and the time for which
 * handing them over occupies the lane's event loop. `npm run bench -- shadow-passage`; the record goes to
 * `test/bench/results/shadow-passage.json`. The candidate is the comparator in use.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allocateImage } from '../../hardware/device/image.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { CANDIDATE_LIMITS, startCandidate } from '../../kiosk/biometrics/shadow/candidate.ts';
import { seal } from '../../kiosk/vault/captures/sealed-capture.ts';
import { cut, samplePhotograph } from '../models/face/rendering/photographs.ts';
import { faceCandidate } from '../support/face-candidates.ts';
import { writeRecord } from './support/record.ts';

const TRAVELLERS = 12;
const FRAMES = 3;
/** `sysconf(_SC_CLK_TCK)` of Linux is 100. */
const TICK_MS = 10;

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

async function capture() {
  const face = cut(await samplePhotograph(3), 464, 131, 412, 412);
  const image = allocateImage(1_280, 720, 'rgb');
  for (let row = 0; row < face.height; row++) {
    const pixels = face.data.subarray(3 * face.width * row, 3 * face.width * (row + 1));
    image.data.set(pixels, 3 * (image.width * (row + 150) + 430));
  }
  const key = randomBytes(32);
  const header = {
    ...{
      version: 1,
      captureId: 'ab'.repeat(16),
      kioskId: 'lane-1',
      transactionId: '1'.repeat(32),
      modality: 'face-frame',
    },
    ...{
      capturedAt: 1,
      retentionClass: 'transaction',
      format: { kind: 'rgb', width: image.width, height: image.height },
    },
  };
  return { sealed: seal(image.data, header as never, key), key };
}

/** User and system time of a process, ms. */
function processorMs(id: number): number {
  const fields = readFileSync(`/proc/${id}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return TICK_MS * (Number(fields[11]) + Number(fields[12]));
}

const bytes = faceCandidate();
const file = join(folder, 'candidate');
writeFileSync(file, bytes);
const candidate = startCandidate({
  ...{ file, digest: createHash('sha256').update(bytes).digest('hex'), clock: systemClock },
  entry: fileURLToPath(new URL('../../kiosk/biometrics/shadow/candidate-process.js', import.meta.url)),
  limits: { ...CANDIDATE_LIMITS, callMs: 280_000, loadingMs: 580_000 },
});
while (!candidate.isReady()) await new Promise((resolve) => setTimeout(resolve, 50));
const id = candidate.processId() ?? 0;
const one = await capture();
const candidateMs: number[] = [];
const handOverMs: number[] = [];
for (let at = 0; at <= TRAVELLERS; at += 1) {
  const before = processorMs(id);
  let occupied = 0;
  for (const as of ['reference', ...Array.from({ length: FRAMES }, () => 'probe' as const)] as const) {
    const began = process.cpuUsage();
    const taken = candidate.take(as, one.sealed, one.key);
    const { user, system } = process.cpuUsage(began);
    occupied += (user + system) / 1_000;
    await taken;
  }
  const { kind } = await candidate.compare(1e-3);
  if (kind !== 'match') throw new Error('the candidate must find the face');
  // The first traveller warms the networks
  if (at === 0) continue;
  candidateMs.push(processorMs(id) - before);
  handOverMs.push(occupied);
}
const [, residentPages = '0'] = readFileSync(`/proc/${id}/statm`, 'latin1').split(' ');
await candidate.close();
rmSync(folder, { recursive: true, force: true });
const result = {
  travellers: TRAVELLERS,
  candidateProcessorMs: Math.round(median(candidateMs)),
  handOverMs: Math.round(10 * median(handOverMs)) / 10,
  residentMiB: Math.round((Number(residentPages) * 4_096) / 1_048_576),
};
console.table(result);
writeRecord('shadow-passage', result);
