/**
 * The process of a candidate. It is the first that the kernel ends when memory is short, yields the processor to the lane, and dies with it. A capture is open during one call; templates exist until the comparison.
 */
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { type Image, lend } from '../../../hardware/device/image.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { dieWithParent } from '../../../hardware/host/death-signal.ts';
import { channelEnd, type SealedChannel } from '../../../hardware/own-process/sealed-channel.ts';
import { sealValue } from '../../../hardware/own-process/sealed-values.ts';
import type { Comparison } from '../../../models/face/compare.ts';
import { type FaceAnalyser, openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../../models/face/face-template.ts';
import { withOpenedCapture } from '../face/opened-image.ts';
import { openPortraitDecoder } from '../face/portrait-decoder.ts';
import { readReleasedModels } from '../face/released-models.ts';
import { createProbes, type Probes } from '../face/probes.ts';
import { KEY_BYTES } from '../../vault/captures/key-table.ts';
import { closeProcess } from '../../platform/launch/close-process.ts';
import type { CandidateVerdict, FromCandidate, ToCandidate } from './candidate-messages.ts';

/** A third of the processor time of a process of the lane that competes with it. */
const NICENESS = 5;

dieWithParent();
closeProcess(() => undefined);
setPriority(NICENESS);
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Other systems have no such file
}

const { run } = serialQueue();
const portraits = openPortraitDecoder();
let opened: { readonly channel: SealedChannel; readonly analyser: FaceAnalyser; readonly probes: Probes } | undefined;
let reference: FaceTemplate | undefined;
/** Each stored frame must show exactly one face. */
let isUsable = true;

function say(message: FromCandidate): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function open({ publicKey, file, digest }: Extract<ToCandidate, { kind: 'open' }>): Promise<FromCandidate> {
  const analyser = await openFaceAnalyser({ candidate: readReleasedModels({ file, digest }) });
  await portraits.ready;
  const mine = channelEnd();
  opened = { channel: mine.agree(publicKey), analyser, probes: createProbes(analyser) };
  return { kind: 'opened', publicKey: mine.publicKey };
}

async function forget(): Promise<void> {
  reference?.wipe();
  reference = undefined;
  isUsable = true;
  opened?.probes.wipe();
  await opened?.analyser.wipe();
}

async function takeReference(analyser: FaceAnalyser, image: Image | undefined): Promise<void> {
  if (image === undefined) return;
  const outcome = await analyser.reference(lend(image));
  if (outcome.kind !== 'reference') return;
  wipeObservation(outcome.face);
  reference = outcome.template;
}

function verdictOf(maximumFalseMatchRate: number): CandidateVerdict {
  const [to, by] = [reference, opened];
  if (to === undefined || by === undefined || !isUsable) return { kind: 'below-threshold' };
  const compared: Comparison = by.probes.compare((probe) => by.analyser.compare(to, probe, maximumFalseMatchRate));
  return compared.kind === 'match'
    ? { kind: 'match', logLikelihoodRatio: compared.logLikelihoodRatio }
    : { kind: 'below-threshold' };
}

async function answer(message: ToCandidate): Promise<FromCandidate> {
  if (message.kind === 'open') return open(message);
  const by = opened;
  if (by === undefined) return { kind: 'failed', id: message.id };
  if (message.kind === 'compare') {
    try {
      const verdict = verdictOf(message.maximumFalseMatchRate);
      return { kind: 'judged', id: message.id, verdict: sealValue(by.channel, verdict) };
    } finally {
      await forget();
    }
  }
  const key = by.channel.open(message.key);
  if (key === undefined) return { kind: 'failed', id: message.id };
  if (message.kind === 'reference') await forget();
  await withOpenedCapture(message.capture, key.subarray(0, KEY_BYTES), portraits, async (image) => {
    if (message.kind === 'reference') await takeReference(by.analyser, image);
    else if (image === undefined || !(await by.probes.addKept(image))) isUsable = false;
  });
  return { kind: 'done', id: message.id };
}

process.on('message', (message: ToCandidate) => {
  void run(async () => {
    try {
      say(await answer(message));
    } catch {
      await forget().catch(() => undefined);
      say(message.kind === 'open' ? { kind: 'opened' } : { kind: 'failed', id: message.id });
    }
  });
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
