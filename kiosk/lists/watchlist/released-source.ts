/** The lists of the signed channel: their files are verified and durable before they are offered here. */
import { createReadStream, readFileSync } from 'node:fs';
import { readListPart, SEALED_KEYS_RELEASE } from '../../../server/contract/released-watchlist.ts';
import { readContent } from '../../../server/contract/signed-document.ts';
import { type ListFileRef, LIST_KEYS_FORM, type WatchlistId } from '../../../server/contract/watchlist.ts';
import type { ReleasedTarget, ReleasedTargets } from '../../fleet/releases/released-target.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import type { WatchlistSource } from './watchlist-source.ts';

export function releasedSource(targets: ReleasedTargets): WatchlistSource {
  return {
    offered(list) {
      const files = filesOf(list, targets.of('watchlist'));
      return files === undefined ? { kind: 'withdrawn' } : { kind: 'verified', content: files };
    },
    sealedKeys() {
      const target = targets.of('watchlist-keys').find(({ name }) => name === SEALED_KEYS_RELEASE);
      if (target === undefined) return undefined;
      const read = readContent(LIST_KEYS_FORM, readFileSync(target.file));
      if (read.kind !== 'read') throw new DocumentError('unreadable', read.why);
      return { kind: 'verified', content: read.content };
    },
    open({ digest }) {
      const target = targets.of('watchlist').find((one) => one.digest === digest);
      if (target === undefined) throw new RangeError('the file is no longer released');
      return createReadStream(target.file, { highWaterMark: 1_048_576 });
    },
    follow(listener) {
      const stops = [targets.follow('watchlist', listener), targets.follow('watchlist-keys', listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** A base and its deltas without a gap; deltas of another base, and those after a gap, are not used. `undefined` without a base. */
function filesOf(list: WatchlistId, targets: readonly ReleasedTarget[]) {
  const parts = targets.flatMap((target) => {
    const part = readListPart(target.name);
    return part?.list === list ? [{ ...part, target }] : [];
  });
  const base = parts.find(({ delta }) => delta === 0)?.target;
  if (base === undefined) return undefined;
  const deltas: ListFileRef[] = [];
  for (;;) {
    const next = parts.find(({ delta, target }) => delta === deltas.length + 1 && target.version === base.version);
    if (next === undefined) return { list, base: refOf(base), deltas };
    deltas.push(refOf(next.target));
  }
}

function refOf({ digest, lengthBytes }: ReleasedTarget): ListFileRef {
  return { digest, bytes: lengthBytes };
}
