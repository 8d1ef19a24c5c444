import { describe, expect, test } from 'vitest';
import { calendarFile } from '../../../../server/console/calendar/ics.ts';

const AT = Date.UTC(2026, 11, 31, 14, 5);
const entry = { id: 'hold-end/ab', at: AT, title: 'A hold ends', description: 'Look at it' };
const linesOf = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');

describe('the calendar file', () => {
  test('has an entry of one whole day in UTC, with an id that stays', () => {
    const lines = linesOf(calendarFile([entry], 'border.example', Date.UTC(2026, 10, 28, 9, 0, 7)));
    expect(lines).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Postern//Calendar//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
      ...['BEGIN:VEVENT', 'UID:hold-end/ab@border.example', 'DTSTAMP:20261128T090007Z'],
      ...['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:A hold ends', 'DESCRIPTION:Look at it'],
      ...['TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', ''],
    ]);
  });
  test('escapes separators and line breaks, so that no text adds a property', () => {
    const file = calendarFile([{ ...entry, title: 'a;b,c\\d\r\nATTENDEE:x' }], 'h', AT);
    expect(linesOf(file)).toContain('SUMMARY:a\\;b\\,c\\\\d\\nATTENDEE:x');
  });
  test('breaks lines at 75 octets between characters', () => {
    const title = 'Prüfung der Aufbewahrungsregel – überfällig 🛂 '.repeat(6);
    const file = calendarFile([{ ...entry, title }], 'h', AT);
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(linesOf(file)).toContain(`SUMMARY:${title}`);
  });
});
