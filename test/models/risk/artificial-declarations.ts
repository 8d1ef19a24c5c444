import { draws } from '../../../models/risk/train/draws.ts';

const CHAPTERS = ['0201', '3926', '6203', '8471', '9503'];
const COUNTRIES = ['CN', 'DE', 'US', 'VN'];
/** A rule that a model can find: textiles from one country. */
const isSuspect = (hs: string, origin: string): boolean => hs.startsWith('62') && origin === 'CN';

/** Declarations made for tests, with the columns of the data set and one more. Fraud follows a rule, with some noise. */
export function artificialDeclarations(count: number, seed: number, firstDay = '2025-01-01'): string {
  const draw = draws(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const header =
    'Declaration ID,Date,Office ID,Importer ID,HS6 Code,Country of Departure,Country of Origin,Tax Rate,Tax Type,Net Mass,Fraud';
  const rows = Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.parse(firstDay) + Math.floor((at * 90) / count) * 86_400_000).toISOString().slice(0, 10);
    const hs = `${one(CHAPTERS)}${10 + Math.floor(draw() * 5)}`;
    const origin = one(COUNTRIES);
    const fraud = draw() < (isSuspect(hs, origin) ? 0.8 : 0.1) ? 1 : 0;
    const mass = Math.round(draw() * 1_000) / 10;
    return [
      at,
      day,
      one(['10', '20']),
      one(['A', 'B', 'C']),
      hs,
      one(COUNTRIES),
      origin,
      one(['8.0', '6.5', '']),
      'A',
      mass,
      fraud,
    ];
  });
  return `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}
