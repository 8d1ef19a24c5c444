/** Dates and times have one form on each page: `server/console/design/times.ts` writes them, `server/console/design/date-field.tsx` reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

/** Code that writes or requests a date in the browser's own form, or cuts one out of another form. */
const OTHER_FORMS =
  /type=(?:"|'|\{['"`])(?:date|datetime-local|time|month|week)\b|\btoLocale(?:Date|Time)?String\b|\bDateTimeFormat\b|\bformatDate\(|\bto(?:Date|Time|UTC|GMT)String\b|\btoISOString\(\)\s*\.|\bget(?:FullYear|Month|Date|Hours|Minutes)\(/;

const MAY: Readonly<Record<string, string>> = {
  'kiosk/ui/words/receipt-times.ts':
    'a receipt for a traveller, in the traveller’s language and by the clocks of the hall',
  'server/console/design/date-entry.ts': 'reads the one form',
  'server/console/design/times.ts': 'writes the one form',
  'server/console/languages/format.ts': 'the names of months',
};

const sources = ['server/console', 'kiosk/ui'].flatMap((folder) =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:tsx?|js|html)$/.test(path))
    .map((path) => ({ path: `${folder}/${path}`, source: readFileSync(join(projectRoot(), folder, path), 'utf8') })),
);

it('no page writes or asks for a date in another form, except those named here', () => {
  const found = sources.filter(({ source }) => OTHER_FORMS.test(source)).map(({ path }) => path);
  expect(found.sort()).toEqual(Object.keys(MAY));
});

it.each([
  '<input type="date" />',
  "<input type={'datetime-local'} />",
  'new Date(at).toLocaleString()',
  'at.toLocaleDateString(locale)',
  'new Intl.DateTimeFormat(locale)',
  "formatDate(at, { dateStyle: 'long' })",
  'new Date(at).toISOString().slice(0, 10)',
  'at.toDateString()',
])('another form is found: %s', (source) => {
  expect(OTHER_FORMS.test(source)).toBe(true);
});

it('a time for programs is not another form', () => {
  expect(OTHER_FORMS.test('<time dateTime={new Date(at).toISOString()}>')).toBe(false);
});
