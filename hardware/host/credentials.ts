/**
 * Secrets that the service manager hands to a service (systemd's `LoadCredential=`). Their folder depends on the unit, so a setting of a
 * file may have the value `credential:NAME`.
 */
import { join } from 'node:path';

const NAMED = /^credential:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/;
const OF_FILE = /_FILE$/;

/**
 * The path of a file: that of a credential for `credential:NAME`, otherwise the value itself. `undefined` for a credential of a process
 * that has none.
 *
 * @param directory CREDENTIALS_DIRECTORY of the process
 */
export function credentialPath(value: string, directory: string | undefined): string | undefined {
  const [, name] = NAMED.exec(value) ?? [];
  if (name === undefined) return value;
  return directory === undefined || directory === '' ? undefined : join(directory, name);
}

export interface ResolvedSettings {
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Settings that name a credential although this process has none. */
  readonly unresolved: readonly string[];
}

/**
 * Replaces `credential:NAME` in each setting whose name ends in `_FILE` by the path of the credential.
 *
 * @param directory CREDENTIALS_DIRECTORY of the process
 */
export function withCredentials(
  settings: ResolvedSettings['settings'],
  directory: string | undefined,
): ResolvedSettings {
  const unresolved: string[] = [];
  const resolved = Object.entries(settings).map(([variable, value]) => {
    if (value === undefined || !OF_FILE.test(variable)) return [variable, value];
    const path = credentialPath(value, directory);
    if (path === undefined) unresolved.push(variable);
    return [variable, path ?? value];
  });
  return { settings: Object.fromEntries(resolved) as ResolvedSettings['settings'], unresolved };
}

export const NO_CREDENTIALS =
  'names a credential, but this process has none: start it with its unit, whose LoadCredential= gives it credentials';
