/** Checks components while the server runs: at the start, daily, and when an export, a bill, a lane's release or an exception has changed. */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { listStatedReleases } from '../../records/kiosks/lane-status.ts';
import type { Repository } from '../releases/repository.ts';
import { checkComponents } from './check-components.ts';
import { followAlarms } from './component-alarms.ts';
import { type ImportState, importState } from './osv/kept-export.ts';
import { isInstalled, type OwnDifference, ownBill, ownDifferences } from './own-release.ts';
import { publishedBills } from './published-bills.ts';

const LOOK_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

export interface ComponentsParts {
  readonly repository: Repository;
  /** Folder of the export in use. */
  readonly folder: string;
  /** Folder of the installation. */
  readonly home: string;
}

/** The last comparison of the files of this server with its release. */
export interface OwnState {
  readonly isInstalled: boolean;
  /** Wall ms of the last comparison; `undefined`: none yet, or a source tree. */
  readonly comparedAt: number | undefined;
  readonly differences: readonly OwnDifference[];
}

export interface ComponentsWatch {
  own(): OwnState;
  /** Resolves when a running check has ended. */
  close(): Promise<void>;
}

export function watchComponents(context: RoomContext, { repository, folder, home }: ComponentsParts): ComponentsWatch {
  const { clock, events } = context;
  const stop = new AbortController();
  let own: OwnState = { isInstalled: isInstalled(home), comparedAt: undefined, differences: [] };
  let checked: { readonly of: string; readonly at: number } | undefined;
  let lastFault = '';

  const compareOwn = async (): Promise<void> => {
    const nowMs = clock.wallMs();
    if (!own.isInstalled || (own.comparedAt !== undefined && nowMs - own.comparedAt < DAY_MS)) return;
    const { bills } = await publishedBills(repository);
    const differences = await ownDifferences(home, await ownBill(home), bills, { signal: stop.signal });
    own = { ...own, comparedAt: nowMs, differences };
  };

  const check = async ({ kept }: ImportState): Promise<void> => {
    if (kept === null) return;
    const versions = [repository.newest('targets'), kept.digest, ...(await runningNow(context))];
    const of = JSON.stringify(versions);
    const nowMs = clock.wallMs();
    if (checked?.of === of && nowMs - checked.at < DAY_MS) return;
    const published = await publishedBills(repository);
    await checkComponents(context, { own: await ownBill(home), published, folder, kept });
    checked = { of, at: nowMs };
  };

  const look = async (): Promise<void> => {
    const imported = await importState(folder).catch(() => damaged(clock.wallMs()));
    const faults: unknown[] = [];
    // A fault of one part does not keep the others from their work
    for (const part of [compareOwn, () => check(imported)]) await part().catch((error: unknown) => faults.push(error));
    await followAlarms(context, { imported, differences: own.differences });
    if (faults.length > 0 && !stop.signal.aborted) throw faults[0];
    lastFault = '';
  };
  const stopPolling = poll(clock, LOOK_EVERY_MS, look, (error) => {
    if (String(error) !== lastFault) events.emit({ event: 'fault', where: 'components', error });
    lastFault = String(error);
  });
  return {
    own: () => own,
    async close() {
      stop.abort();
      await stopPolling();
    },
  };
}

/** A state that cannot be read is shown like a refused import. */
function damaged(nowMs: number): ImportState {
  return { version: 1, kept: null, failure: { code: 'malformed', at: Math.round(nowMs) } };
}

/** The releases that lanes in service state. */
async function runningNow({ knex }: Pick<RoomContext, 'knex'>): Promise<readonly string[]> {
  const stated = await listStatedReleases(knex);
  return (await listKiosks(knex))
    .filter(({ disabledAt }) => disabledAt === null)
    .map(({ id }) => `${id} ${stated.get(id)?.release ?? ''}`);
}
