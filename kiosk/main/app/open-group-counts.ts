/** The counts by randomised answers about groups, and their reports to the server. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errorName } from '../../platform/base/error-name.ts';
import { createGroupCounter, type GroupCounter } from '../../lists/group-counts/group-counter.ts';
import { openKeptGroupCounts } from '../../lists/group-counts/kept-group-counts.ts';
import { startGroupReporter } from '../../fleet/uplink/group-reporter.ts';
import type { Foundation } from './foundation.ts';
import type { Hardware } from './open-hardware.ts';
import type { ServerSide } from './open-server-side.ts';

const COUNTS_FILE = 'group-counts.json';

export async function openGroupCounts(
  { config: { kioskId, dataDir }, clock, log, opened }: Foundation,
  { hardware, server }: { readonly hardware: Hardware; readonly server: ServerSide },
): Promise<GroupCounter> {
  const file = join(dataDir, COUNTS_FILE);
  const kept = await openKeptGroupCounts({ file, wallMs: clock.wallMs(), random: (bytes) => randomBytes(bytes) });
  const counter = createGroupCounter(kept, clock, (error) =>
    log({ event: 'step-failed', step: 'count-groups', error: errorName(error), code: 'none' }),
  );
  opened.push(() => counter.settled());
  const reporter = opened.add(
    startGroupReporter({
      ...{ kioskId, clock, log, random: Math.random },
      secureElement: hardware.devices.secureElement,
      link: server.connection.link,
      reported: () => counter.reported(),
    }),
  );
  counter.onBatch(() => reporter.changed());
  return counter;
}
