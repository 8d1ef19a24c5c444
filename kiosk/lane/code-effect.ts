/** Reads codes with answers to the customs questions while the questions are on the screen. */
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { TokenReading } from '../../hardware/token-reader/token-reader.ts';
import { wipeReading } from '../../hardware/token-reader/wipe-reading.ts';
import { readDeclarationCode } from '../../server/contract/read-declaration-code.ts';
import type { DeclarationRules } from '../../server/contract/rules/questions.ts';
import type { CodeRefusal } from '../base/vocabulary.ts';
import type { DeclarationCodes, LaneParts } from './lane-parts.ts';
import type { CodeProgress } from './lane-view.ts';
import type { StepContext } from './step-context.ts';

/** Codes that one traveller can show. Then they answer the questions on the screen. */
export const CODES_PER_TRAVELLER = 5;

/** Longer than the phase with all its extensions: the lane ends it. */
const WAIT_FOR_CODE_MS = 15 * 60_000;

type Parts = Pick<LaneParts, 'clock' | 'log' | 'devices' | 'declarationCodes'>;

/**
 * Shows the answers of the first valid code, and why a code is refused. The traveller confirms or changes them like answers that were given
 * here. A broken reader leaves the questions as they are.
 */
export function createCodeEffect(parts: Parts, { traveller, background, begin, show }: StepContext): () => void {
  const { clock, log, devices, declarationCodes: codes } = parts;

  const next = (signal: AbortSignal): Promise<TokenReading | undefined> =>
    devices.tokenReader?.read({ timeoutMs: WAIT_FOR_CODE_MS, signal }).catch((error: unknown) => {
      // The wait of most travellers ends because they have answered
      if (signal.aborted || error instanceof DeviceError) return undefined;
      throw error;
    }) ?? Promise.resolve(undefined);

  return () => {
    const { declaration } = traveller.policy();
    const { tokenReader } = devices;
    if (codes === undefined || declaration === undefined) return;
    if (tokenReader === undefined || tokenReader.status().kind === 'disconnected') return;
    const { signal, current } = begin();
    const progress = (code: CodeProgress | undefined): void => {
      if (current()) show({ code });
    };
    progress({ kind: 'awaited' });
    background.run(
      'read-declaration-code',
      async () => {
        for (let shown = 0; shown < CODES_PER_TRAVELLER; shown++) {
          const reading = await next(signal);
          if (!current()) return reading && wipeReading(reading);
          if (reading === undefined || reading.kind === 'nothing') return progress(undefined);
          const found = await judge(codes, reading, declaration.rules, clock.wallMs());
          log({ event: 'declaration-code', found: found.kind === 'shown' ? 'accepted' : found.why });
          progress(found);
          if (found.kind === 'shown') return;
        }
      },
      () => progress(undefined),
    );
  };
}

type Found = Exclude<CodeProgress, { readonly kind: 'awaited' }>;

/** Marks a valid code as used before its answers are shown. Rejects with `StoreError`. */
async function judge(
  { serverKeys, used }: DeclarationCodes,
  reading: Exclude<TokenReading, { readonly kind: 'nothing' }>,
  rules: DeclarationRules,
  nowMs: number,
): Promise<Found> {
  if (reading.kind === 'unreadable') return refused('unreadable');
  const read = readDeclarationCode(reading.text, { rules, serverKeys: serverKeys(), nowMs });
  wipeReading(reading);
  if (read.kind === 'refused') return refused(read.code);
  const { answer, use, endsAt } = read.code;
  return (await used.use(use, endsAt)) ? { kind: 'shown', goods: answer.goods } : refused('used');
}

function refused(why: CodeRefusal): Found {
  return { kind: 'refused', why };
}
