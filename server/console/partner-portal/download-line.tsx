import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';
import { Download, type DownloadEnd } from './download.ts';
import { openParts } from './kept-parts.ts';
import { ownerNow } from './session.ts';
import { troubleWords } from './words.ts';

interface Opened {
  readonly download: Download;
  /** Whether the browser keeps parts after the page is closed. */
  readonly isKept: boolean;
}

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** `elsewhere`: another tab fetches the same file. `broken`: the connection broke. */
type Ended = DownloadEnd | { readonly kind: 'elsewhere' | 'broken' };

interface DownloadLineProps {
  readonly one: { readonly digest: string; readonly bytes: number };
  /** Name of the saved file, without its ending. */
  readonly name: string;
}

/** The download of a file with its progress: it can be paused, cancelled, and continued after the page was closed. */
export function DownloadLine({ one: { digest, bytes }, name }: DownloadLineProps) {
  const opened = useSignal<Opened | undefined>(undefined);
  const received = useSignal(0);
  const running = useSignal<Running | undefined>(undefined);
  const end = useSignal<Ended['kind'] | 'cancelled' | undefined>(undefined);
  const refusal = useSignal('');
  const run = async (download: Download) => {
    const controller = new AbortController();
    let isOver: () => void = () => undefined;
    running.value = { controller, done: new Promise((resolve) => (isOver = resolve)) };
    end.value = undefined;
    const ended = await alone(digest, () => download.run(controller.signal, (sofar) => (received.value = sofar)));
    if (ended.kind === 'whole') {
      saveFile(`${name}.json`, 'application/octet-stream', ended.file);
      await download.forget();
    }
    if (ended.kind === 'refused') refusal.value = troubleWords(ended.code as PasskeyTrouble);
    received.value = ended.kind === 'elsewhere' ? received.value : await download.kept();
    running.value = undefined;
    end.value = ended.kind === 'partial' && !controller.signal.aborted ? 'broken' : ended.kind;
    isOver();
  };
  const cancel = async ({ download }: Opened) => {
    running.value?.controller.abort();
    await running.value?.done;
    await download.forget();
    received.value = 0;
    end.value = 'cancelled';
  };
  useEffect(() => {
    const look = async () => {
      const { isKept, ...parts } = await openParts({ digest, ...ownerNow() });
      const download = new Download({ path: `/v1/deliveries/${digest}`, digest, length: bytes }, parts);
      received.value = await download.kept();
      opened.value = { download, isKept };
    };
    const continueIt = () => {
      if (end.value === 'broken' && running.value === undefined && opened.value !== undefined)
        void run(opened.value.download);
    };
    void look();
    addEventListener('online', continueIt);
    return () => {
      removeEventListener('online', continueIt);
      running.value?.controller.abort();
    };
  }, [digest]);
  const here = opened.value;
  if (here === undefined) return null;
  const isBegun = received.value > 0;
  return (
    <div class="portal-stack">
      {(running.value !== undefined || isBegun) && (
        <progress
          class="bulk-progress"
          max={bytes}
          value={received.value}
          aria-label={t('Part of the file that is here')}
        />
      )}
      <div class="portal-filter">
        {running.value === undefined ? (
          <Button
            weight="main"
            label={isBegun ? t('Continue the download') : t('Download')}
            onPress={() => void run(here.download)}
          />
        ) : (
          <Button label={t('Pause')} onPress={() => running.value?.controller.abort()} />
        )}
        {(running.value !== undefined || isBegun) && (
          <Button label={t('Cancel the download')} onPress={() => void cancel(here)} />
        )}
        <span role="status">{endWords(end.value, refusal.value)}</span>
      </div>
      {isBegun && running.value === undefined && here.isKept && (
        <p class="quiet">
          {t(
            'This browser keeps the received part, which is sealed, when the page is closed. The part is erased when you sign out or cancel, and after 8 hours.',
          )}
        </p>
      )}
    </div>
  );
}

/** Two tabs never write the parts of one file at once. */
async function alone(digest: string, work: () => Promise<DownloadEnd>): Promise<Ended> {
  return navigator.locks.request(`postern-delivery-${digest}`, { ifAvailable: true }, (lock) =>
    lock === null ? ({ kind: 'elsewhere' } as const) : work(),
  );
}

function endWords(end: Ended['kind'] | 'cancelled' | undefined, refusal: string): string {
  switch (end) {
    case undefined:
      return '';
    case 'whole':
      return t('Saved. Its SHA-256 is the digest of the delivery.');
    case 'other-bytes':
      return t('The bytes do not have the digest of the delivery. Fetch it again.');
    case 'refused':
      return refusal;
    case 'partial':
      return t('Paused. Continue when you like.');
    case 'broken':
      return t('The connection broke. The download continues when it is back.');
    case 'full':
      return t('This browser has no room for more of the file. Free some space, then continue.');
    case 'forgotten':
      return t('The received part was erased: you signed out or cancelled in another tab, or 8 hours are over.');
    case 'elsewhere':
      return t('Another tab of this browser fetches this delivery.');
    case 'cancelled':
      return t('Cancelled. The received part was erased.');
  }
}
