/**
 * Reads the file of exchange rates that an operator supplies: the daily file of the European Central Bank (`eurofxref-daily.xml`), or CSV with
 * the columns `day,base,currency,rate`. Rates stay the texts of the file. Nothing is skipped or repaired.
 */
import { SaxesParser } from 'saxes';
import { type RateTable, rateTableSchema } from '../../contract/rules/rate-table.ts';
import { ReleaseError } from './release-error.ts';

/** The bank's daily file has 2 kB, the last 90 days 100 kB. */
const LIMIT_BYTES = 65_536;
const MAX_DEPTH = 8;
const ECB = 'http://www.ecb.int/vocabulary/2002-08-01/eurofxref';

/** Throws `ReleaseError` `malformed` with the reason. */
export function readRateFile(bytes: Uint8Array): RateTable {
  if (bytes.length > LIMIT_BYTES) throw malformed(`the file is larger than ${LIMIT_BYTES} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('the file is not UTF-8', cause);
  }
  const { day, base, rates } = /^\s*</.test(text) ? readBankXml(text) : readCsv(text);
  const read = rateTableSchema.safeParse({ version: 1, day, base, rates: uniqueRates(rates) });
  if (read.success) return read.data;
  throw malformed(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

interface RatesOfFile {
  readonly day: string;
  readonly base: string;
  readonly rates: readonly (readonly [currency: string, rate: string])[];
}

function uniqueRates(rates: RatesOfFile['rates']): Readonly<Record<string, string>> {
  const unique = new Map(rates);
  const twice = rates.find(([currency, rate]) => unique.get(currency) !== rate)?.[0];
  if (twice !== undefined || unique.size !== rates.length) throw malformed('a currency occurs more than once');
  return Object.fromEntries(unique);
}

/** `Cube` in `Cube` in `Cube`: the day, and a rate for one euro in each. */
function readBankXml(text: string): RatesOfFile {
  const parser = new SaxesParser({ xmlns: true });
  const days: string[] = [];
  const rates: (readonly [string, string])[] = [];
  let depth = 0;
  const refuse = (): never => {
    throw malformed('the file is not well-formed XML without a document type');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) refuse();
    if (uri !== ECB || local !== 'Cube') return;
    const { time, currency, rate } = Object.fromEntries(
      Object.values(attributes).map(({ local: name, value }) => [name, value]),
    );
    if (time !== undefined) days.push(time);
    if (currency === undefined && rate === undefined) return;
    if (currency === undefined || rate === undefined) throw malformed('a currency has no rate, or a rate no currency');
    if (days.length === 0) throw malformed('the file has rates without a day');
    rates.push([currency, rate]);
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text).close();
  const [day, ...more] = days;
  if (day === undefined) throw malformed('the file has no day');
  if (more.length > 0) throw malformed('the file has several days: use the file of one day');
  return { day, base: 'EUR', rates };
}

const COLUMNS = 'day,base,currency,rate';

function readCsv(text: string): RatesOfFile {
  const [head, ...lines] = text.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  if (head !== COLUMNS) throw malformed(`the first line must be ${COLUMNS}`);
  const rows = lines.map((line, index) => {
    const [day, base, currency, rate, ...more] = line.split(',');
    if (rate === undefined || more.length > 0 || [day, base, currency, rate].includes('')) {
      throw malformed(`line ${index + 2} must have four values`);
    }
    return { day: day!, base: base!, currency: currency!, rate };
  });
  const [first] = rows;
  if (first === undefined) throw malformed('the file has no rate');
  if (rows.some(({ day, base }) => day !== first.day || base !== first.base)) {
    throw malformed('all lines must have the same day and base');
  }
  return { day: first.day, base: first.base, rates: rows.map(({ currency, rate }) => [currency, rate]) };
}

function malformed(why: string, cause?: unknown): ReleaseError {
  return new ReleaseError('malformed', `the exchange rates cannot be read: ${why}`, { cause });
}
