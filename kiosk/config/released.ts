import { releaseNameSchema } from '../../server/contract/release.ts';

const PREFIX = 'released:';

/** The settings whose value may name a release in place of a file. */
export const RELEASED_SETTINGS = [
  'POSTERN_KIOSK_POLICY_FILE',
  'POSTERN_KIOSK_NOTICE_FILE',
  'POSTERN_KIOSK_TRUST_DIR',
  'POSTERN_KIOSK_MODBUS_PROFILE',
  'POSTERN_KIOSK_ART_NET_PROFILE',
  'POSTERN_KIOSK_SOFTWARE',
] as const;

/** The name of the release in a setting `released:NAME`; `undefined` for a path. */
export function releasedName(value: string | undefined): string | undefined {
  return value?.startsWith(PREFIX) === true ? value.slice(PREFIX.length) : undefined;
}

/** One fault per entry. */
export function releaseFaults(ours: Readonly<Record<string, string | undefined>>): string[] {
  const used = RELEASED_SETTINGS.filter((name) => releasedName(ours[name]) !== undefined);
  const faults = used
    .filter((name) => !releaseNameSchema.safeParse(releasedName(ours[name])).success)
    .map((name) => `${name}: must be released: and the name of a release, e.g. released:standard`);
  if (ours['POSTERN_KIOSK_SOFTWARE'] && releasedName(ours['POSTERN_KIOSK_SOFTWARE']) === undefined) {
    faults.push('POSTERN_KIOSK_SOFTWARE: must be released: and the name of a release, e.g. released:lane');
  }
  const needs = [...used, ...(ours['POSTERN_KIOSK_RELEASES_FOLDER'] ? ['POSTERN_KIOSK_RELEASES_FOLDER'] : [])];
  if (needs.length > 0 && !ours['POSTERN_KIOSK_RELEASES_ROOT_FILE']) {
    faults.push(
      `POSTERN_KIOSK_RELEASES_ROOT_FILE: is needed by ${needs.join(' and ')}: the first root of the signed channel`,
    );
  }
  return faults;
}
