/** Contract between the channel and the parts of the lane that use its targets. */
import type { ReleaseKind } from '../../../server/contract/release.ts';

/** A target that this lane uses: its metadata and bytes are verified, and it is durable. */
export interface ReleasedTarget {
  readonly kind: ReleaseKind;
  readonly name: string;
  readonly version: number;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  readonly lengthBytes: number;
  /**
   * Absolute path of a file that is never changed. It is removed in the first update after the target is no longer in
   * use, so a reader opens it during the notification.
   */
  readonly file: string;
  /** Wall ms. */
  readonly fetchedAtMs: number;
  /** Wall ms at which the signature that lists the target expires. The target is still listed then. */
  readonly expiresAtMs: number;
}

export interface ReleasedTargets {
  /** The targets of a kind in use now, ordered by name: one version of each name. */
  of(kind: ReleaseKind): readonly ReleasedTarget[];
  /**
   * Calls `listener` after each change of the targets of a kind, and after their expiry was extended; not for those that
   * are in use now. The returned function ends it.
   */
  follow(kind: ReleaseKind, listener: () => void): () => void;
}
