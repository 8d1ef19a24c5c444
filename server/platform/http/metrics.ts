/**
 * Metrics in Prometheus' form. Labels have closed values: routes as declared, methods, status classes, refusal codes. They contain no
 * requested address, person, lane, traveller or id.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { WireErrorCode } from '../../contract/wire-error.ts';

export interface AnsweredRequest {
  /** As declared: `/v1/people/:person/disable`; `none` if no route answered. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  readonly code: WireErrorCode | undefined;
}

/** Read when the metrics are collected. */
export interface MetricSources {
  readonly waitingWrites: () => number;
  readonly ledgerSize: () => number;
  readonly publishedSize: () => Promise<number>;
  readonly ready: () => Promise<boolean>;
  /** Alarms that were raised, by kind. */
  readonly alarms: () => Promise<ReadonlyMap<string, number>>;
  /** Alarms of kinds that end and have not ended, by kind. */
  readonly openAlarms: () => Promise<ReadonlyMap<string, number>>;
  /** Every kind of alarm: each has a sample from the start, so that the first alarm of a kind is an increase. */
  readonly alarmKinds: readonly string[];
  readonly alerts: () => Promise<{ readonly waiting: number; readonly oldestS: number }>;
  readonly wallMs: () => number;
}

/** Bucket bounds, s. A report's answer takes milliseconds; lanes do not wait longer than the last bound. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function methodLabel(method: string): string {
  return METHODS.includes(method) ? method : 'other';
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'postern_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['route', 'method', 'status'] as const,
    registers: [this.#registry],
  });
  readonly #refusals = new Counter({
    name: 'postern_http_refusals_total',
    help: 'Requests refused, by the code of the refusal.',
    labelNames: ['code'] as const,
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'postern_http_request_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['route'] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });

  readonly #deliveries = new Counter({
    name: 'postern_alert_attempts_total',
    help: 'Attempts to deliver an alert, by kind of channel and result.',
    labelNames: ['channel', 'result'] as const,
    registers: [this.#registry],
  });

  readonly #wallMs: () => number;
  #collectedAt: number | null = null;

  constructor(sources: MetricSources) {
    this.#wallMs = sources.wallMs;
    alarmGauges(this.#registry, sources);
    alertGauges(this.#registry, sources.alerts);
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        async collect() {
          this.set(await read());
        },
      });
    gauge('postern_writes_waiting', 'Writes that wait for the database.', sources.waitingWrites);
    gauge('postern_ledger_entries', 'Entries in the ledger.', sources.ledgerSize);
    gauge(
      'postern_ledger_published_entries',
      'Entries under the head that the witnesses cosigned.',
      sources.publishedSize,
    );
    gauge('postern_ready', '1 when all readiness checks pass.', async () => ((await sources.ready()) ? 1 : 0));
    roleGauge(this.#registry, 'working');
    gauge('postern_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    gauge('postern_uptime_seconds', 'Time since the start of the process.', () => process.uptime());
  }

  note({ route, method, status, durationMs, code }: AnsweredRequest): void {
    this.#requests.inc({ route, method: methodLabel(method), status: `${Math.floor(status / 100)}xx` });
    this.#seconds.observe({ route }, durationMs / 1_000);
    if (code !== undefined) this.#refusals.inc({ code });
  }

  /** @param channel kind of the channel @param result a closed word */
  noteDelivery(channel: string, result: string): void {
    this.#deliveries.inc({ channel, result });
  }

  /** Wall ms at which the metrics were last read since the start; `null` before. */
  get collectedAt(): number | null {
    return this.#collectedAt;
  }

  /** The metrics in Prometheus' text format, for a collector. */
  text(): Promise<string> {
    this.#collectedAt = this.#wallMs();
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

/** The metrics of a server that waits until the working one ends. */
export class StandbyMetrics {
  readonly #registry = new Registry();

  /** @param canTakeOver whether this server could take over now */
  constructor(canTakeOver: () => Promise<boolean>) {
    roleGauge(this.#registry, 'standby');
    standbyGauge(this.#registry, canTakeOver);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

function standbyGauge(registry: Registry, canTakeOver: () => Promise<boolean>): Gauge {
  return new Gauge({
    name: 'postern_standby_ready',
    help: '1 when this server could take over.',
    registers: [registry],
    async collect() {
      this.set((await canTakeOver()) ? 1 : 0);
    },
  });
}

function roleGauge(registry: Registry, role: 'working' | 'standby'): void {
  new Gauge({
    name: 'postern_role',
    help: '1 for the role of this server: working or standby.',
    labelNames: ['role'] as const,
    registers: [registry],
  }).set({ role }, 1);
}

function alarmGauges(registry: Registry, { alarms, openAlarms, alarmKinds }: MetricSources): void {
  const gauge = (name: string, help: string, read: MetricSources['alarms'], kinds: readonly string[]) =>
    new Gauge({
      name,
      help,
      labelNames: ['kind'] as const,
      registers: [registry],
      async collect() {
        this.reset();
        for (const kind of kinds) this.set({ kind }, 0);
        for (const [kind, count] of await read()) this.set({ kind }, count);
      },
    });
  gauge(
    'postern_alarms',
    'Alarms that were raised, by kind; repetitions within an hour count once.',
    alarms,
    alarmKinds,
  );
  gauge('postern_alarms_open', 'Alarms that last, by kind, of the kinds that end.', openAlarms, []);
}

function alertGauges(registry: Registry, read: MetricSources['alerts']): void {
  const gauge = (name: string, help: string, field: 'waiting' | 'oldestS') =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set((await read())[field]);
      },
    });
  gauge('postern_alerts_waiting', 'Alerts that wait for their delivery.', 'waiting');
  gauge('postern_alerts_oldest_waiting_seconds', 'Age of the alert that waits longest; 0 without one.', 'oldestS');
}
