/** The file of settings and its manual page, both from the schema that reads the settings. */
import type { SettingsFile, Variable } from './contents.ts';

const COMMENT_COLUMNS = 78;

/** `/etc/postern/NAME.conf`, in the format of systemd's `EnvironmentFile=`. */
export function settingsText({ name, title, variables, given, byUnit }: SettingsFile): string {
  const head = comment(
    `Settings of the ${title}: postern-${name}.conf(5). One NAME=value a line; no shell reads this file. Secrets belong in files of their own, which ` +
      'settings name.',
  );
  const blocks = variables.map((variable) => {
    const value = given[variable.name];
    const line = value === undefined ? `#${variable.name}=${variable.defaultValue ?? ''}` : `${variable.name}=${value}`;
    const unit = byUnit[variable.name];
    return [...comment(described(variable, unit)), line].join('\n');
  });
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function described({ words, defaultValue }: Variable, unit: string | undefined): string {
  const standing = unit ?? defaultValue;
  const text = `${words.replaceAll('`', '')}.`;
  return standing === undefined ? text : `${text} Default: ${standing}`;
}

function comment(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > COMMENT_COLUMNS) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `postern-NAME.conf(5)` in mdoc(7). @param atMs date of the page */
export function settingsPage({ name, title, variables, given, byUnit }: SettingsFile, atMs: number): string {
  const page = `postern-${name}.conf`;
  const program = name === 'lane' ? 'postern-lane' : 'postern-server';
  const items = variables.flatMap((variable) => {
    const text = `${variable.words}.`;
    const standing = byUnit[variable.name] ?? variable.defaultValue;
    const set = given[variable.name];
    return [
      `.It Ev ${variable.name}`,
      ...inRoff(text),
      ...(standing === undefined ? [] : ['The default is', `.Ql ${escaped(standing)} .`]),
      ...(set === undefined ? [] : ['A new installation has', `.Ql ${escaped(set)} .`]),
    ];
  });
  return [
    `.Dd ${dateOf(atMs)}`,
    `.Dt ${page.toUpperCase()} 5`,
    '.Os Postern',
    '.Sh NAME',
    `.Nm ${page}`,
    `.Nd settings of the ${title}`,
    '.Sh SYNOPSIS',
    `.Pa /etc/postern/${name}.conf`,
    '.Sh DESCRIPTION',
    'The file has one',
    '.Ar NAME Ns = Ns Ar value',
    'a line.',
    'Lines that begin with # are comments.',
    'No shell reads it: the format is that of',
    '.Ic EnvironmentFile=',
    'in',
    '.Xr systemd.exec 5 .',
    'A change takes effect when the unit is restarted.',
    'An unknown variable is a fault.',
    'The program reports every fault of the settings at once in its log and then does not start.',
    'File names in the text below, such as',
    '.Pa vault/README.md ,',
    'are documents of the source code.',
    '.Sh SETTINGS',
    '.Bl -tag -width Ds',
    ...items,
    '.El',
    ...(name === 'witness' ? [] : secretsSection(name)),
    '.Sh FILES',
    '.Bl -tag -width Ds',
    `.It Pa /etc/postern/${name}/`,
    'documents and certificates that the program reads',
    ...Object.entries(byUnit).flatMap(([variable, path]) =>
      variable.endsWith('_DIR')
        ? [`.It Pa ${path}/`, 'data of the program']
        : [`.It Pa ${path}`, 'made by the service manager'],
    ),
    '.El',
    '.Sh SEE ALSO',
    `.Xr ${program} 8 ,`,
    '.Xr systemd.exec 5',
    '',
  ].join('\n');
}

function secretsSection(name: string): string[] {
  return [
    '.Sh SECRETS',
    'A file with a secret belongs to root in',
    `.Pa /etc/postern/${name}-secrets/ .`,
    'The unit hands each file',
    '.Ar NAME',
    'there to the program as a credential; the setting whose name ends in',
    '.Ql _FILE',
    'has the value',
    '.Ql credential:secret_ Ns Ar NAME .',
    'For example a PIN in',
    `.Pa /etc/postern/${name}-secrets/pin`,
    'is',
    '.Ql credential:secret_pin .',
  ];
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function dateOf(atMs: number): string {
  const date = new Date(atMs);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** One line; words in backticks become literals. */
function inRoff(text: string): string[] {
  const literals = text.split('`').map((part, index) => (index % 2 === 1 ? `\\fB${escaped(part)}\\fP` : escaped(part)));
  return [literals.join('').trim()];
}

/** roff(7): a backslash begins an escape, a full stop or an apostrophe at the start of a line a request. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}
