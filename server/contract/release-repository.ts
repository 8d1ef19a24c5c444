/**
 * The folder of a release repository, on the server, on a USB stick and in the answers to lanes: file names and sizes. They follow the
 * TUF specification 1.0 with consistent snapshots (§6.2).
 *
 *     metadata/7.targets.json              targets/notice/main/<SHA-256>.4
 */
import { releasePath, type ReleaseTerms } from './release.ts';

export const RELEASE_ROLES = ['root', 'timestamp', 'snapshot', 'targets', 'watchlist'] as const;
export type ReleaseRole = (typeof RELEASE_ROLES)[number];

/** Upper bounds of metadata files, bytes. The cost of reading targets metadata grows with the square of its entries. */
export const METADATA_LIMITS: Readonly<Record<ReleaseRole, number>> = {
  root: 65_536,
  timestamp: 16_384,
  snapshot: 65_536,
  targets: 262_144,
  watchlist: 262_144,
};

/** Successive roots that a lane follows in one update. Longer chains continue in the next update. */
export const ROOT_CHAIN_LIMIT = 64;

/** Bytes of a target in one answer. A transfer continues with the next piece. */
export const PIECE_BYTES = 262_144;

/** Address of the repository on the port for lanes. */
export const RELEASES_ADDRESS = '/v1/releases';

/** `timestamp.json` has one name, so that a client finds the newest. */
export function metadataFile(role: ReleaseRole, version: number): string {
  return role === 'timestamp' ? 'metadata/timestamp.json' : `metadata/${version}.${role}.json`;
}

export const METADATA_NAME = /^(timestamp|[1-9][0-9]{0,9}\.(root|snapshot|targets|watchlist))\.json$/;

/** The file of a target: the digest stands before the last part of its path. */
export function targetFile(terms: Pick<ReleaseTerms, 'kind' | 'name' | 'version'>, digest: string): string {
  const { kind, name, version } = terms;
  const path = releasePath({ kind, name, version });
  const at = path.lastIndexOf('/') + 1;
  return `targets/${path.slice(0, at)}${digest}.${path.slice(at)}`;
}

export const TARGET_NAME = /^[0-9a-f]{64}\.[1-9][0-9]{0,9}$/;
