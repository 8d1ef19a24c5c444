import { countAlarms, countOpenAlarms } from '../../records/alarms/alarm-table.ts';
import { waitingAlerts } from '../../oversight/alerts/delivery-counts.ts';
import { ENDING_KINDS } from '../../oversight/alerts/vocabulary.ts';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import { Metrics } from '../../platform/http/metrics.ts';
import { findHead } from '../../records/ledger/log/log-tables.ts';
import type { Foundation } from './foundation.ts';
import type { Node } from './open-node.ts';
import type { Storage } from './open-storage.ts';
import { type Readiness, readReadiness } from './readiness.ts';

export interface Health {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  /** Whether the front answers that receives declarations of goods; set where there is one. */
  traders: (() => boolean) | undefined;
}

export function openHealth({ config, clock }: Foundation, { keys }: Node, storage: Storage): Health {
  const { database, queue, ledger } = storage;
  const readiness = () =>
    readReadiness({
      clock,
      database: database.knex,
      dataDir: config.dataDir,
      ledger,
      keys,
      traders: () => health.traders?.() ?? true,
    });
  const metrics = new Metrics({
    waitingWrites: () => queue.waiting,
    ledgerSize: () => ledger.size(),
    publishedSize: async () => (await findHead(ledger.database.reader, 'published'))?.size ?? 0,
    alarms: () => countAlarms(database.knex),
    openAlarms: () => countOpenAlarms(database.knex, ENDING_KINDS),
    alarmKinds: ALARM_KINDS,
    alerts: () => waitingAlerts(database.knex, clock.wallMs()),
    wallMs: () => clock.wallMs(),
    ready: async () => (await readiness()).ready,
  });
  const health: Health = { readiness, metrics, traders: undefined };
  return health;
}
