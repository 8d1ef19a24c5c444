/** Changes values in a file of settings (`EnvironmentFile=` of systemd) and keeps its comments. */

/** A value; `undefined`: the setting has its default. */
export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Sets each name once, in its place if the file has one, even as a comment. Other lines stay as they are.
 *
 * @example
 * ```ts
 * import { editSettings } from './hardware/host/setup/settings-file.ts';
 *
 * editSettings('# The port.\n#PORT=8080\n', { PORT: '9090' }); // => '# The port.\nPORT=9090\n'
 * ```
 */
export function editSettings(text: string, settings: Settings): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const [name, value] of Object.entries(settings)) {
    const places = [...lines.keys()].filter((at) => nameOf(lines[at] ?? '') === name);
    const set = places.filter((at) => !lines[at]?.startsWith('#'));
    const at = set[0] ?? places[0];
    if (value === undefined) {
      for (const one of set) lines[one] = `#${lines[one]}`;
    } else if (at === undefined) {
      lines.push(`${name}=${value}`);
    } else {
      lines[at] = `${name}=${value}`;
      // The last of several lines would count
      for (const other of set.slice(1)) lines[other] = `#${lines[other]}`;
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** The values that a file sets. */
export function settingsIn(text: string): Record<string, string> {
  const set = text.split('\n').filter((line) => !line.startsWith('#') && nameOf(line) !== undefined);
  return Object.fromEntries(set.map((line) => [nameOf(line), line.slice(line.indexOf('=') + 1).trim()]));
}

const nameOf = (line: string): string | undefined => /^#?([A-Z][A-Z0-9_]*)=/.exec(line)?.[1];
