import { dateAndTime, dayOf } from '../design/times.ts';
/** Pure: dates as a calendar file (RFC 5545) with entries of whole days, which calendar programs import. */
export interface CalendarEntry {
  /** The same for the same date, so that a later import replaces the entry. */
  readonly id: string;
  /** Wall ms. */
  readonly at: number;
  readonly title: string;
  readonly description: string;
}

const DAY_MS = 86_400_000;
/** RFC 5545 §3.1: octets of a line without its break. */
const LINE_OCTETS = 75;

/** @param madeAt wall ms @param host makes the ids of this server unique */
export function calendarFile(entries: readonly CalendarEntry[], host: string, madeAt: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Postern//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap(({ id, at, title, description }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(`${id}@${host}`)}`,
      `DTSTAMP:${dateOf(madeAt)}T${dateAndTime(madeAt).slice(11, 19).replaceAll(':', '')}Z`,
      `DTSTART;VALUE=DATE:${dateOf(at)}`,
      `DTEND;VALUE=DATE:${dateOf(at + DAY_MS)}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(description)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function dateOf(at: number): string {
  return dayOf(at).replaceAll('-', '');
}

/** RFC 5545 §3.3.11. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Breaks a line between characters, never inside one. Continuations start with a space, which counts. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
