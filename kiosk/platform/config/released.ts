import { releaseNameSchema } from '../../../server/contract/release.ts';
import { isShadow } from '../../../server/contract/shadow-passage.ts';

const PREFIX = 'released:';

/** The settings whose value may name a release in place of a file. */
export const RELEASED_SETTINGS = [
  'POSTERN_KIOSK_POLICY_FILE',
  'POSTERN_KIOSK_NOTICE_FILE',
  'POSTERN_KIOSK_TRUST_DIR',
  'POSTERN_KIOSK_MODBUS_PROFILE',
  'POSTERN_KIOSK_ART_NET_PROFILE',
  'POSTERN_KIOSK_SOFTWARE',
  'POSTERN_KIOSK_FACE_MODELS',
] as const;

/** Those whose release decides, and may have a shadow release beside it. */
const DECIDING: readonly string[] = ['POSTERN_KIOSK_POLICY_FILE', 'POSTERN_KIOSK_FACE_MODELS'];

/** Those that cannot be a path, each with an example of a name. */
const ONLY_RELEASED = [
  ['POSTERN_KIOSK_SOFTWARE', 'lane'],
  ['POSTERN_KIOSK_FACE_MODELS', 'face'],
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
  for (const [name, example] of ONLY_RELEASED) {
    if (ours[name] && releasedName(ours[name]) === undefined) {
      faults.push(`${name}: must be released: and the name of a release, e.g. released:${example}`);
    }
  }
  const shadows = used.filter((name) => DECIDING.includes(name) && isShadow({ name: ours[name] ?? '' }));
  faults.push(...shadows.map((name) => `${name}: must not name a shadow release, which decides nothing`));
  const needs = [...used, ...(ours['POSTERN_KIOSK_RELEASES_FOLDER'] ? ['POSTERN_KIOSK_RELEASES_FOLDER'] : [])];
  if (needs.length > 0 && !ours['POSTERN_KIOSK_RELEASES_ROOT_FILE']) {
    faults.push(
      `POSTERN_KIOSK_RELEASES_ROOT_FILE: is needed by ${needs.join(' and ')}: the first root of the signed channel`,
    );
  }
  return faults;
}
