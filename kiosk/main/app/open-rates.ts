/** The table of exchange rates of the signed channel, and a warning when it gets too old for the policy. */
import { readFileSync } from 'node:fs';
import { ageOfRates, RATES_DAY_MS, type RatesState, ratesState } from '../../../server/contract/rules/exchange.ts';
import { RATES_NAME, type RateTable, readRateTable } from '../../../server/contract/rules/rate-table.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './open-rules.ts';

const LOOK_EVERY_MS = 600_000;

/** @returns the table that the lane holds, however old; `undefined` without one */
export function openRates(
  { clock, log, opened }: Pick<Foundation, 'clock' | 'log' | 'opened'>,
  { releases, livePolicy }: Pick<Rules, 'releases' | 'livePolicy'>,
): () => RateTable | undefined {
  let table: RateTable | undefined;
  let told: RatesState = 'current';
  let cancel: () => void = () => undefined;
  const take = (): void => {
    const target = releases?.targets.of('exchange-rates').find(({ name }) => name === RATES_NAME);
    table = target && readTable(target.file);
    judge();
  };
  const judge = (): void => {
    const exchange = livePolicy.now().declaration?.rules.exchange;
    const now = clock.wallMs();
    const state = exchange === undefined ? 'current' : ratesState(exchange, table, now);
    if (state !== told) warn(log, state, table && Math.floor(ageOfRates(table, now) / RATES_DAY_MS));
    told = state;
  };
  const look = (): void => {
    judge();
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  opened.push(releases?.targets.follow('exchange-rates', take) ?? (() => undefined));
  livePolicy.onChange(judge);
  take();
  look();
  opened.push(() => cancel());
  return () => table;
}

function readTable(file: string): RateTable | undefined {
  try {
    return readRateTable(readFileSync(file));
  } catch {
    return undefined;
  }
}

function warn(log: LogEvent, state: RatesState, days: number | undefined): void {
  log({ event: 'exchange-rates', state, ...(days !== undefined && { days }) });
}
