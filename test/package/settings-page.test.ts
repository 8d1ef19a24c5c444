import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';
import { settingsPage, settingsText } from './settings-page.ts';

const missing = missingSystemParts('the check of manual pages', ['man']);
const SETTINGS = [LANE_PACKAGE, SERVER_PACKAGE].flatMap(({ settings }) =>
  settings.map((file) => [file.name, file] as const),
);
const AT_MS = Date.UTC(2026, 10, 28);

/** The page as text; throws with the warnings of the formatter. */
function shown(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'page.5');
  writeFileSync(file, page);
  const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '200' };
  const script = 'man --warnings -l "$1" 2>"$1.warnings"; cat "$1.warnings" >&2; test ! -s "$1.warnings"';
  return execFileSync('sh', ['-c', script, 'sh', file], { encoding: 'utf8', env });
}

describe.each(SETTINGS)('settings of the %s', (_name, settings) => {
  test('has each variable once, with the given ones in force', () => {
    const lines = settingsText(settings).split('\n');
    for (const { name } of settings.variables) {
      expect(lines.filter((line) => line.startsWith(`${name}=`) || line.startsWith(`#${name}=`))).toHaveLength(1);
    }
    const inForce = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(inForce).toEqual(Object.entries(settings.given).map(([name, value]) => `${name}=${value}`));
    expect(lines.every((line) => line.length <= 120)).toBe(true);
  });

  test.skipIf(missing !== undefined)('has a page that names each variable and formats without a warning', () => {
    const text = shown(settingsPage(settings, AT_MS));
    for (const { name } of settings.variables) expect(text).toContain(name);
    expect(text).toContain('November 28, 2026');
  });
});

describe.each([LANE_PACKAGE, SERVER_PACKAGE])('page $name(8)', ({ folder, name }) => {
  test.skipIf(missing !== undefined)('formats without a warning', () => {
    expect(shown(readFileSync(join(projectRoot(), folder, `${name}.8`), 'utf8'))).toContain('COMMANDS');
  });
});

test('settings: a value that roff would read as a request is escaped', () => {
  const page = settingsPage(
    {
      name: 'witness',
      title: 'test',
      variables: [{ name: 'A', defaultValue: '.data\\x', words: '.Sh INJECTED' }],
      given: {},
      byUnit: {},
    },
    AT_MS,
  );
  expect(page).toContain('\\&.Sh INJECTED');
  expect(page).toContain('.Ql \\&.data\\ex .');
});
