/**
 * Metrics in Prometheus' form. Labels have closed values: routes as declared, methods, status classes, refusal codes. They contain no
 * requested address, person, lane, traveller or id.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { WireErrorCode } from '../contract/wire-error.ts';

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

  readonly #wallMs: () => number;
  #collectedAt: number | null = null;

  constructor(sources: MetricSources) {
    this.#wallMs = sources.wallMs;
    alarmGauge(this.#registry, sources.alarms);
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
    gauge('postern_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    gauge('postern_uptime_seconds', 'Time since the start of the process.', () => process.uptime());
  }

  note({ route, method, status, durationMs, code }: AnsweredRequest): void {
    this.#requests.inc({ route, method: methodLabel(method), status: `${Math.floor(status / 100)}xx` });
    this.#seconds.observe({ route }, durationMs / 1_000);
    if (code !== undefined) this.#refusals.inc({ code });
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

function alarmGauge(registry: Registry, read: MetricSources['alarms']): Gauge<'kind'> {
  return new Gauge({
    name: 'postern_alarms',
    help: 'Alarms that were raised, by kind; repetitions within an hour count once.',
    labelNames: ['kind'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      for (const [kind, count] of await read()) this.set({ kind }, count);
    },
  });
}
