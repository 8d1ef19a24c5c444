import { useSignal } from '@preact/signals';
import { rich, t } from '../../languages/text.ts';
import { Proof } from '../../records/proof.tsx';
import { type ExportedFile, exportFile } from '../state/export-file.ts';
import { formText } from '../state/form-text.ts';
import { useAct } from '../state/use-act.ts';
import { Outcome } from './outcome.tsx';

const FORMATS = { pdf: 'PDF', csv: 'CSV', json: 'JSON' } as const;

export interface ExportPanelProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly path: '/v1/privacy/exports' | '/v1/compliance/exports';
  /** Names of records with their words. */
  readonly records: Readonly<Record<string, string>>;
}

/** Makes a file of a record, with the proof of its entry in the ledger. */
export function ExportPanel({ id, title, path, records }: ExportPanelProps) {
  const actor = useAct();
  const made = useSignal<ExportedFile | null>(null);
  return (
    <section class="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="quiet">
        {rich(
          'The ledger records each file, with its maker and the digest of its bytes. The recipient can check the file against the saved proof of its entry: {command}',
          { command: <span class="digest">postern-server verify PROOF --policy POLICY --of FILE</span> },
        )}
      </p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          made.value = null;
          actor.act(
            () => {
              const [record, format] = [formText(fields, 'record'), formText(fields, 'format')];
              return exportFile(`${path}?record=${record}&format=${format}`, `postern-${record}.${format}`);
            },
            t('Your browser saves the file.'),
            (file) => {
              made.value = file;
            },
          );
        }}
      >
        <div class="field">
          <label for={`${id}-record`}>{t('Record')}</label>
          <select id={`${id}-record`} name="record">
            {Object.entries(records).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-format`}>{t('Format')}</label>
          <select id={`${id}-format`} name="format">
            {Object.entries(FORMATS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button">
          {t('Make the file')}
        </button>
      </form>
      <Outcome actor={actor} />
      <MadeFile file={made.value} />
    </section>
  );
}

/** The digest of a file that was made, and the proofs of it. */
export function MadeFile({ file }: { readonly file: ExportedFile | null }) {
  if (file === null) return null;
  return (
    <>
      <p>{rich('SHA-256 of the file: {digest}', { digest: <span class="digest">{file.digest}</span> })}</p>
      <Proof what={t('the file’s entry')} of={{ subject: `export/${file.digest}` }} />
      <Proof what={t('the making of the file')} of={{ subject: `act/${file.actId}` }} />
    </>
  );
}
