/**
 * The models that compare faces: those of a release, or the installed ones. They are chosen when the lane starts. When the release changes,
 * the lane restarts between two travellers, so that all reports of one run name the same models. Registered faces are compared by the installed
 * ones in any case, because a record belongs to the models that made it.
 */
import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { releasePath } from '../../../server/contract/release.ts';
import { errorName } from '../../platform/base/error-name.ts';
import {
  headerOf,
  provesAsMuch,
  readReleasedModels,
  type ReleasedModels,
} from '../../biometrics/face/released-models.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { ReleasedTarget, ReleasedTargets } from '../../fleet/releases/released-target.ts';
import type { Foundation } from './foundation.ts';
import { restingLane } from './resting-lane.ts';

const LOOK_EVERY_MS = 5_000;

/** Whether a lane may decide with the models, by the header of the file. */
export function canDecide(file: string): boolean {
  try {
    return provesAsMuch(headerOf(file).calibration);
  } catch {
    return false;
  }
}

/** The models chosen at the start. */
export interface ChosenModels {
  /** The release in the settings that the lane held then, usable or not. */
  readonly target: ReleasedTarget | undefined;
  /** `undefined`: the installed ones. */
  readonly models: ReleasedModels | undefined;
}

export function chooseFaceModels(
  { config, log }: Pick<Foundation, 'config' | 'log'>,
  targets: ReleasedTargets | undefined,
): ChosenModels {
  const target = wanted(config.faceModels, targets);
  if (target === undefined) return { target, models: undefined };
  const release = releasePath(target);
  const refused = (code: string): ChosenModels => {
    log({ event: 'face-models', release, state: 'refused', code });
    return { target, models: undefined };
  };
  try {
    const models = { file: held(config.dataDir, target), digest: target.digest };
    if (!provesAsMuch(readReleasedModels(models).calibration)) return refused('proves-too-little');
    return { target, models };
  } catch (error) {
    return refused(errorName(error));
  }
}

function wanted(name: string | undefined, targets: ReleasedTargets | undefined): ReleasedTarget | undefined {
  return name === undefined ? undefined : targets?.of('models').find((target) => target.name === name);
}

/** A name of the file that stays until the next start, because a thread that died reads it again after the release was withdrawn. */
function held(dataDir: string, { file }: ReleasedTarget): string {
  const own = join(dataDir, 'releases', 'face-models', 'in-use');
  mkdirSync(dirname(own), { recursive: true, mode: 0o700 });
  rmSync(own, { force: true });
  linkSync(file, own);
  return own;
}

export interface FollowParts {
  readonly targets: ReleasedTargets;
  readonly chosen: ChosenModels;
  readonly lane: LaneRunner;
  /** `undefined` where no service manager would start the lane again: the new models then wait for the next start. */
  readonly restart: (() => void) | undefined;
}

/** Restarts the lane when its release of models is another one. */
export function followFaceModels(
  { config, clock, log, opened }: Foundation,
  { targets, chosen, lane, restart }: FollowParts,
): void {
  if (config.faceModels === undefined || restart === undefined) return;
  const resting = restingLane(lane);
  let isEnded = false;
  let cancel = (): void => undefined;
  const look = (): void => {
    if (isEnded) return;
    cancel();
    const target = wanted(config.faceModels, targets);
    if (target?.digest === chosen.target?.digest) return;
    if (resting.isResting()) {
      isEnded = true;
      const known = target ?? chosen.target;
      if (known !== undefined) {
        log({ event: 'face-models', release: releasePath(known), state: target === undefined ? 'left' : 'restarts' });
      }
      restart();
      return;
    }
    resting.hold();
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  const unfollow = targets.follow('models', look);
  look();
  opened.push(() => {
    isEnded = true;
    cancel();
    unfollow();
    return Promise.resolve();
  });
}
