/** Asks the holder of a record for its token. */
import type { TokenFinding } from '../../platform/base/vocabulary.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { FaceReference, FaceSources } from './face-reference.ts';
import type { LaneParts } from './lane-parts.ts';
import { handleOf, type StepContext } from './step-context.ts';
import { canAskForToken, readToken, type TokenSources, type TokenStepOptions } from './token-step.ts';

export interface TokenEffect {
  run(): void;
  /** Resolves to `false` also when the record cannot be looked up; the portrait is compared then. */
  canAsk(handle: DocumentHandle): Promise<boolean>;
}

/** @param sources of the document that was read last */
export function createTokenEffect(
  { log, devices, stores }: Pick<LaneParts, 'log' | 'devices' | 'stores'>,
  { traveller, background, dispatch, begin }: StepContext,
  faceReference: FaceReference,
  sources: () => FaceSources | undefined,
): TokenEffect {
  const step: TokenStepOptions = { tokenReader: devices.tokenReader, faceReference, tries: stores.counts };
  const sourcesOf = (handle: DocumentHandle): TokenSources => ({ pseudonym: sources()?.pseudonym, handle });

  return {
    canAsk: (handle) => canAskForToken(step, sourcesOf(handle)).catch(() => false),
    run() {
      const { signal, current } = begin();
      const answer = (found: TokenFinding): void => {
        if (!current()) return;
        log({ event: 'token', found });
        dispatch({ kind: 'token-tried', found });
      };
      background.run(
        'read-token',
        async () => {
          const handle = handleOf(traveller.evidence());
          if (handle === undefined) throw new TypeError('a token is asked for after a document has been read');
          answer(await readToken(step, sourcesOf(handle), signal));
        },
        () => answer('unavailable'),
      );
    },
  };
}
