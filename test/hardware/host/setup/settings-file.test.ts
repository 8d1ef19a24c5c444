import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSettings, settingsIn } from '../../../../hardware/host/setup/settings-file.ts';

const DOCUMENTED = '# Settings.\n\n# The port.\n#PORT=8080\n\n# The host.\nHOST=127.0.0.1\n';

describe('a file of settings', () => {
  it('gets each value in the place of its description', () => {
    expect(editSettings(DOCUMENTED, { PORT: '9090', HOST: '0.0.0.0', NEW: 'a b' })).toBe(
      '# Settings.\n\n# The port.\nPORT=9090\n\n# The host.\nHOST=0.0.0.0\nNEW=a b\n',
    );
  });

  it('loses a value, but not the line that describes its default', () => {
    expect(editSettings(DOCUMENTED, { PORT: undefined, HOST: undefined })).toBe(
      '# Settings.\n\n# The port.\n#PORT=8080\n\n# The host.\n#HOST=127.0.0.1\n',
    );
  });

  it('has one line for a value that stood there twice', () => {
    expect(editSettings('A=1\nB=2\nA=3\n', { A: '4' })).toBe('A=4\nB=2\n#A=3\n');
  });

  it('has the values that were set, each once, and all other lines as they were', () => {
    const names = fc.constantFrom('A', 'B', 'C_1');
    const value = fc.stringMatching(/^[\w./:,-]{1,20}$/);
    const line = fc.oneof(
      fc.tuple(fc.constantFrom('', '#'), names, value).map(([mark, name, text]) => `${mark}${name}=${text}`),
      fc.stringMatching(/^# [a-z ]{0,20}$/),
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((one) => `${one}\n`).join(''));
    fc.assert(
      fc.property(text, fc.dictionary(names, value), (before, settings) => {
        const after = editSettings(before, settings);
        expect(settingsIn(after)).toEqual({ ...settingsIn(before), ...settings });
        expect(editSettings(after, settings)).toBe(after);
        const comments = (of: string) => of.split('\n').filter((one) => one.startsWith('# '));
        expect(comments(after)).toEqual(comments(before));
        for (const name of Object.keys(settings)) {
          expect(after.split('\n').filter((one) => one.startsWith(`${name}=`))).toHaveLength(1);
        }
      }),
    );
  });
});
