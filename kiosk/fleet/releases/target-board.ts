import { RELEASE_KINDS, type ReleaseKind } from '../../../server/contract/release.ts';
import type { ReleasedTarget, ReleasedTargets } from './released-target.ts';

/** The targets in use. The channel writes to it; the parts of the lane read it and follow it. */
export class TargetBoard implements ReleasedTargets {
  #targets: readonly ReleasedTarget[] = [];
  readonly #listeners = new Map<ReleaseKind, Set<() => void>>();

  of(kind: ReleaseKind): readonly ReleasedTarget[] {
    return this.#targets.filter((target) => target.kind === kind);
  }

  follow(kind: ReleaseKind, listener: () => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners);
    // A new function each time, so that a listener that is passed twice is called twice
    const own = (): void => listener();
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  /** Replaces all targets. A listener that throws ends the call, with the new targets in use. */
  show(targets: readonly ReleasedTarget[]): void {
    const before = this.#targets;
    this.#targets = [...targets].sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const kind of Object.keys(RELEASE_KINDS) as ReleaseKind[]) {
      if (stateOf(before, kind) === stateOf(this.#targets, kind)) continue;
      for (const listener of this.#listeners.get(kind) ?? []) listener();
    }
  }
}

/** The targets are already ordered by name, and a name occurs once. */
function stateOf(targets: readonly ReleasedTarget[], wanted: ReleaseKind): string {
  const own = targets.filter(({ kind }) => kind === wanted);
  return JSON.stringify(own.map(({ name, version, digest, expiresAtMs }) => [name, version, digest, expiresAtMs]));
}
