/** The lane's side of its own software: follows the release of the settings, when a service manager would start it again. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { releasedMetadata } from '../../fleet/releases/metadata-store.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import { followSoftware, type SoftwareFollower } from '../../fleet/software/follow-software.ts';
import { placeOf, softwareFolder } from '../../fleet/software/software-folder.ts';
import type { Foundation } from './foundation.ts';
import { restingLane } from './resting-lane.ts';
import type { Rules } from './open-rules.ts';

export interface SoftwareParts {
  readonly rules: Pick<Rules, 'releases'>;
  readonly lane: LaneRunner;
  readonly supervisor: Pick<Supervisor, 'health'>;
  readonly isServerReached: () => boolean;
  /** Ends the program, which the service manager starts again; `undefined` where none would. */
  readonly restart: (() => void) | undefined;
}

/** `undefined`: the lane runs the installed package. */
export function openSoftware(
  { config, clock, log, opened }: Foundation,
  { rules, lane, supervisor, isServerReached, restart }: SoftwareParts,
): SoftwareFollower | undefined {
  const { software: name, releases, dataDir } = config;
  const channel = rules.releases;
  if (name === undefined || releases === undefined || channel === undefined || restart === undefined) return undefined;
  const software = softwareFolder(dataDir);
  const startedAt = Math.round(clock.wallMs());
  return opened.add(
    followSoftware({
      name,
      software,
      metadata: releasedMetadata(dataDir),
      installedRoot: readFileSync(releases.rootFile),
      running: placeOf(existsSync(software) ? realpathSync(software) : join(dataDir, 'software'), projectRoot()),
      targets: channel.targets,
      isChecked: () => channel.held().checkedAt >= startedAt,
      lane: restingLane(lane),
      working: () => [
        ...(supervisor.health().every(({ health }) => health === 'ready') ? (['devices'] as const) : []),
        ...(isServerReached() ? (['server'] as const) : []),
      ],
      clock,
      log,
      restart,
    }),
  );
}
