/** Invented zones of all five formats, right in every check digit. */
import type { MrzFormat } from '../../../../../hardware/document-reader/mrz/layouts.ts';
import { checkDigit } from '../../../../../hardware/simulation/document/machine-readable-zone.ts';

export const FORMATS: readonly MrzFormat[] = ['td1', 'td2', 'td3', 'mrv-a', 'mrv-b'];

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ANY = `${LETTERS}0123456789`;
const STATES = [
  'UTO',
  'D',
  'FRA',
  'GBR',
  'BRA',
  'CHN',
  'EGY',
  'QAT',
  'JOR',
  'KWT',
  'MEX',
  'ZAF',
  'XOM',
  'VNM',
  'HUN',
  'LBY',
];

/** Lines separated by `\n`. */
export function sampleZone(format: MrzFormat, random: () => number): string {
  const pick = (from: string | readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const word = (from: string, least: number, most: number): string =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => pick(from)).join('');
  const two = (low: number, high: number): string =>
    String(low + Math.floor(random() * (high - low + 1))).padStart(2, '0');
  const fill = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
  const withDigit = (text: string): string => text + checkDigit(text);

  const state = pick(STATES);
  const name = `${word(LETTERS, 3, 11)}<<${word(LETTERS, 3, 8)}${random() < 0.5 ? `<${word(LETTERS, 2, 7)}` : ''}`;
  const number = withDigit(fill(word(ANY, 7, 9), 9));
  const born = withDigit(two(0, 99) + two(1, 12) + two(1, 28));
  const expires = withDigit(two(24, 34) + two(1, 12) + two(1, 28));
  const sex = pick('MF<');
  const nationality = fill(pick(STATES), 3);
  const optional = random() < 0.4 ? word(ANY, 3, 7) : '';
  const code = `${format.startsWith('mrv') ? 'V' : format === 'td3' ? 'P' : pick('IAC')}<${fill(state, 3)}`;
  if (format === 'td1') {
    const first = fill(code + number + optional, 30);
    const rest = fill('', 11);
    const composite = checkDigit(first.slice(5) + born + expires + rest);
    return `${first}\n${born}${sex}${expires}${nationality}${rest}${composite}\n${fill(name, 30)}`;
  }
  const length = format === 'td3' || format === 'mrv-a' ? 44 : 36;
  const upper = fill(code + name, length);
  const lower = number + nationality + born + sex + expires;
  if (format.startsWith('mrv')) return `${upper}\n${fill(lower + optional, length)}`;
  const personal = fill(optional, format === 'td3' ? 14 : 7);
  const tail = format === 'td3' ? personal + (optional === '' ? '<' : checkDigit(personal)) : personal;
  return `${upper}\n${lower}${tail}${checkDigit(number + born + expires + tail)}`;
}
