import { expect, test } from 'vitest';
import { withCredentials } from '../../../hardware/host/credentials.ts';
import { isExposed } from '../../../hardware/host/private-files.ts';

const DIRECTORY = '/run/credentials/postern-lane.service';

test('credential in a setting: becomes the path in the folder of the service', () => {
  expect(withCredentials({ A_PIN_FILE: 'credential:secret_pin', B_FILE: '/etc/b', C: undefined }, DIRECTORY)).toEqual({
    settings: { A_PIN_FILE: `${DIRECTORY}/secret_pin`, B_FILE: '/etc/b', C: undefined },
    unresolved: [],
  });
});

test('credential in a setting: is reported when the process has none', () => {
  for (const directory of [undefined, '']) {
    const { settings, unresolved } = withCredentials({ A_PIN_FILE: 'credential:pin', B_FILE: '/etc/b' }, directory);
    expect(settings['A_PIN_FILE']).toBe('credential:pin');
    expect(unresolved).toEqual(['A_PIN_FILE']);
  }
});

test.each([
  ['A_FILE', 'credential:../../etc/shadow'],
  ['A_FILE', 'credential:..'],
  ['A_FILE', 'credential:a/b'],
  ['A_FILE', 'credential:'],
  ['A_FILE', `credential:${'n'.repeat(200)}`],
  ['A_DIR', 'credential:pin'],
])('setting %s: is left alone with the value %s', (variable, value) => {
  expect(withCredentials({ [variable]: value }, DIRECTORY)).toEqual({
    settings: { [variable]: value },
    unresolved: [],
  });
});

test.each([
  ['/etc/postern/pin', 0o100600, 1000, 1000, false],
  ['/etc/postern/pin', 0o100440, 0, 0, true],
  ['/run/credentials/lane.service/pin', 0o100440, 0, 0, false],
  ['/run/credentials/lane.service/pin', 0o100400, 1000, 1000, false],
  ['/run/credentials/lane.service/pin', 0o100440, 0, 1000, true],
  ['/run/credentials/lane.service/pin', 0o100440, 1000, 0, true],
  ['/run/credentials/lane.service/pin', 0o100444, 0, 0, true],
  ['/run/credentials/lane.service/pin', 0o100460, 0, 0, true],
  ['/run/credentials/lane.service/../pin', 0o100440, 0, 0, true],
])('secret at %s with mode %o, user %i and group %i: exposed %s', (path, mode, uid, gid, expected) => {
  expect(isExposed(path, { mode, uid, gid })).toBe(expected);
});
