/** The lane's side of the signed channel, and the settings that its releases replace. */
import { join } from 'node:path';
import { canShadow, type ReleaseKind } from '../../../server/contract/release.ts';
import { RATES_NAME, readRateTable } from '../../../server/contract/rules/rate-table.ts';
import { type DocumentForm, readContent } from '../../../server/contract/signed-document.ts';
import { readFileSync } from 'node:fs';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import { releasedName } from '../../platform/config/released.ts';
import { followFolder } from '../../fleet/releases/follow-sources.ts';
import { openReleaseChannel, type ReleaseChannel } from '../../fleet/releases/release-channel.ts';
import type { ReleasedTarget, ReleasedTargets } from '../../fleet/releases/released-target.ts';
import { followReleasedTrust } from '../../lists/trust/released-trust.ts';
import { DECISION_POLICY_FORM } from '../../rules/decision/signed-policy.ts';
import { NOTICE_FORM } from '../../rules/notice/signed-notice.ts';
import { artNetProfileSchema } from '../../../hardware/indicator/art-net/art-net-profile.ts';
import { modbusProfileSchema } from '../../../hardware/modbus/profile.ts';
import type { Foundation } from './foundation.ts';
import { canDecide } from './open-face-models.ts';
import { isShadow } from '../../../server/contract/shadow-passage.ts';
import { candidatePolicy, isCandidate } from '../../biometrics/shadow/released-candidate.ts';
import { unprovenIn } from './unproven-policy.ts';

/**
 * Opens the channel with the targets in use, after an update from the folder if there is one; `undefined` when the lane takes no releases.
 * Rejects with `ConfigError` for a root that cannot be read, and with `MemoryError`.
 */
export async function openReleases({ config, clock, log, opened }: Foundation): Promise<ReleaseChannel | undefined> {
  const { releases, kioskId } = config;
  if (releases === undefined) return undefined;
  const { rootFile, folder } = releases;
  try {
    readFileSync(rootFile);
  } catch {
    throw new ConfigError(['POSTERN_KIOSK_RELEASES_ROOT_FILE: the file cannot be read']);
  }
  const wants = wantedBy(config);
  const channel = opened.add(
    await openReleaseChannel({
      ...{ lane: kioskId, folders: config, rootFile, wants, clock, log },
      accepts: (target) => isUsable(target, clock.wallMs()),
    }),
  );
  if (folder !== undefined) opened.push(await followFolder(channel, folder, clock));
  return channel;
}

/** The targets of the settings. Kinds that this lane does not use are not fetched. */
function wantedBy(config: KioskConfig): (kind: ReleaseKind, name: string) => boolean {
  const names: Partial<Record<ReleaseKind, readonly (string | undefined)[]>> = {
    'decision-policy': [releasedName(config.policyFile)],
    notice: [releasedName(config.noticeFile)],
    'gate-profile': [releasedName(config.modbus?.profileFile), releasedName(config.artNet?.profileFile)],
    software: [config.software],
  };
  return (kind, name) => {
    if (kind === 'trust-list') return releasedName(config.trustDir) !== undefined;
    if (canShadow(kind) && isShadow({ name })) return true;
    if (kind === 'models') return name === config.faceModels;
    if (kind === 'exchange-rates') return name === RATES_NAME;
    return kind === 'watchlist' || kind === 'watchlist-keys' || names[kind]?.includes(name) === true;
  };
}

/** Whether the lane could start with the target. Trust lists and watchlists are judged by their readers, list by list. */
function isUsable({ kind, name, file }: ReleasedTarget, nowMs: number): boolean {
  const bytes = (): Uint8Array => readFileSync(file);
  switch (kind) {
    case 'decision-policy':
      if (isShadow({ name })) return isProvenCandidate(file);
      return isInForce(DECISION_POLICY_FORM, bytes(), nowMs, ({ policy }) => unprovenIn(policy).length === 0);
    case 'notice':
      return isInForce(NOTICE_FORM, bytes(), nowMs);
    case 'gate-profile':
      return isProfile(bytes());
    case 'exchange-rates':
      return readRateTable(bytes()) !== undefined;
    case 'models':
      return isShadow({ name }) ? isCandidate(file) : canDecide(file);
    default:
      return true;
  }
}

/** A lane could decide with it once it is in force. */
function isProvenCandidate(file: string): boolean {
  const policy = candidatePolicy(file);
  return policy !== undefined && unprovenIn(policy).length === 0;
}

function isInForce<T extends Numbered>(
  form: DocumentForm<T>,
  bytes: Uint8Array,
  nowMs: number,
  isProven: (content: T) => boolean = () => true,
): boolean {
  const read = bytes.length > form.limitBytes ? undefined : readContent(form, bytes);
  return read?.kind === 'read' && read.content.validFrom <= nowMs && isProven(read.content);
}

function isProfile(bytes: Uint8Array): boolean {
  try {
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return modbusProfileSchema.safeParse(json).success || artNetProfileSchema.safeParse(json).success;
  } catch {
    return false;
  }
}

/** The target that a setting names. Throws `ConfigError` when the lane does not have it. */
function targetOf(
  variable: string,
  { kind, name }: Pick<ReleasedTarget, 'kind' | 'name'>,
  targets: ReleasedTargets | undefined,
): ReleasedTarget {
  const target = targets?.of(kind).find((one) => one.name === name);
  if (target !== undefined) return target;
  throw new ConfigError([
    `${variable}: the lane has no release ${kind}/${name} yet: bring one in POSTERN_KIOSK_RELEASES_FOLDER`,
  ]);
}

interface Numbered {
  readonly number: number;
  readonly validFrom: number;
}

/** A document whose two signatures belong to the release. Throws `ConfigError`. */
export function releasedDocument<T extends Numbered>(
  variable: string,
  form: DocumentForm<T>,
  target: Pick<ReleasedTarget, 'kind' | 'name'>,
  { targets, nowMs }: { readonly targets: ReleasedTargets | undefined; readonly nowMs: number },
): T {
  const { file } = targetOf(variable, target, targets);
  const bytes = readFileSync(file);
  const read = bytes.length > form.limitBytes ? undefined : readContent(form, bytes);
  if (read?.kind !== 'read') {
    throw new ConfigError([`${variable}: the release ${target.name}: ${read?.why ?? 'it is too large'}`]);
  }
  if (read.content.validFrom > nowMs) {
    const from = new Date(read.content.validFrom).toISOString();
    throw new ConfigError([`${variable}: the release ${target.name} is in force from ${from}`]);
  }
  return read.content;
}

/** The configuration with the files of gate profiles, and the folder of trust lists, in place of the names of releases. */
export function withReleases({ config, opened }: Foundation, targets: ReleasedTargets | undefined): KioskConfig {
  const profileOf = (variable: string, file: string): string => {
    const name = releasedName(file);
    return name === undefined ? file : targetOf(variable, { kind: 'gate-profile', name }, targets).file;
  };
  const { modbus, artNet, trustDir } = config;
  const isTrustReleased = releasedName(trustDir) !== undefined && targets !== undefined;
  const folder = join(config.dataDir, 'releases', 'trust');
  if (isTrustReleased) opened.push(followReleasedTrust(targets, folder));
  return {
    ...config,
    modbus: modbus && { ...modbus, profileFile: profileOf('POSTERN_KIOSK_MODBUS_PROFILE', modbus.profileFile) },
    artNet: artNet && { ...artNet, profileFile: profileOf('POSTERN_KIOSK_ART_NET_PROFILE', artNet.profileFile) },
    trustDir: isTrustReleased ? folder : trustDir,
  };
}
