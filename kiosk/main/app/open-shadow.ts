/** The candidate of the signed channel that judges beside the face comparator in use. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { releasePath } from '../../../server/contract/release.ts';
import { isShadow } from '../../../server/contract/shadow-passage.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import { headerOf } from '../../biometrics/face/released-models.ts';
import { startCandidate } from '../../biometrics/shadow/candidate.ts';
import { openKeptCounts } from '../../biometrics/shadow/kept-counts.ts';
import { type Contender, createShadowPassage, type ShadowPassage } from '../../biometrics/shadow/shadow-passage.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import type { Foundation } from './foundation.ts';
import type { Analyses } from './open-analyses.ts';
import type { Rules } from './open-rules.ts';

const ENTRY = fileURLToPath(new URL('../../biometrics/shadow/candidate-process.js', import.meta.url));
const COUNTS_FILE = 'shadow-counts.json';
/** A lane with less available memory does not judge twice. */
const MIN_AVAILABLE_BYTES = 268_435_456;

interface ShadowParts {
  readonly rules: Rules;
  readonly storage: LaneStorage;
  readonly analyses: Analyses;
  readonly pace: PaceBoard;
}

/** Follows the releases of models. `undefined` when the lane takes no releases. */
export function openShadow(
  { config, clock, log, opened }: Foundation,
  { rules, storage, analyses, pace }: ShadowParts,
): ShadowPassage | undefined {
  const targets = rules.releases?.targets;
  if (targets === undefined) return undefined;
  const against = createHash('sha256').update(JSON.stringify(analyses.face.digests)).digest('hex');
  const { run, settled } = serialQueue();
  let contender: Contender | undefined;
  const failed = (error: unknown): void =>
    log({ event: 'step-failed', step: 'shadow-passage', error: errorName(error), code: 'none' });

  const leave = async (): Promise<void> => {
    const left = contender;
    contender = undefined;
    await left?.candidate.close();
  };
  const follow = async (): Promise<void> => {
    const target = targets.of('models').find(isShadow);
    if (target?.digest === contender?.digest && target?.version === contender?.version) return;
    await leave();
    if (target === undefined) return;
    const { name, version, digest, file } = target;
    const { reportAfter } = headerOf(file);
    const counts = await openKeptCounts(join(config.dataDir, COUNTS_FILE), { digest, against, reportAfter });
    const onReady = (): void => log({ event: 'shadow', candidate: releasePath(target), state: 'ready' });
    const candidate = startCandidate({ file, digest, entry: ENTRY, clock, onReady });
    contender = {
      name,
      version,
      digest,
      against,
      counts,
      candidate,
    };
    log({ event: 'shadow', candidate: releasePath(target), state: 'loading' });
  };

  const passage = createShadowPassage({
    vault: storage.vault,
    clock,
    contender: () => contender,
    hasCapacity: () => pace.pace().mode === 'full' && process.availableMemory() >= MIN_AVAILABLE_BYTES,
    onTook: (milliseconds) => log({ event: 'shadow-judged', milliseconds: Math.round(milliseconds) }),
    onError: failed,
  });
  const look = (): void => void run(follow).catch(failed);
  const unfollow = targets.follow('models', look);
  look();
  opened.push(async () => {
    unfollow();
    await run(leave).catch(failed);
    await settled();
    await passage.settled();
  });
  return passage;
}
