import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { plural, t } from '../../languages/text.ts';
import { REMEDIES, RULE_TEXTS, SEVERITY_WORDS } from '../rule-words.ts';
import { StateBadge } from '../declaration-list.tsx';
import { placeWords } from '../form/labels.ts';
import { DeclaredFor } from '../mandates/declared-for.tsx';
import { troubleWords } from '../words.ts';
import { addFiles, type BulkFile, cancel, clearFiles, files, isRunning, run } from './bulk-state.ts';

/** Declarations from files, with a report for each file and line. */
export function BulkPage() {
  const all = files.value;
  const done = all.filter(({ outcome }) => outcome.kind === 'answered' || outcome.kind === 'refused').length;
  return (
    <section class="portal-stack" aria-labelledby="bulk-title">
      <h2 id="bulk-title">{t('Send files')}</h2>
      <div class="panel portal-stack">
        <p>
          {t(
            'Each file is one declaration in JSON or XML of at most 2 MiB. The same file is filed once, however often you send it: after an interruption choose the files again.',
          )}
        </p>
        <div class="field">
          <label for="bulk-files">{t('Files')}</label>
          <input
            id="bulk-files"
            class="field-input"
            type="file"
            multiple
            accept=".json,.xml,application/json,application/xml,text/xml"
            onChange={({ currentTarget }) => {
              addFiles(currentTarget.files ?? []);
              currentTarget.value = '';
            }}
          />
        </div>
        <DeclaredFor onChosen={() => undefined} />
        <div class="portal-filter">
          {isRunning.value ? (
            <Button label={t('Stop')} onPress={cancel} />
          ) : (
            <Button weight="main" label={t('Send all')} onPress={() => void run()} />
          )}
          <Button label={t('Empty the list')} busy={isRunning.value} onPress={clearFiles} />
        </div>
        {all.length > 0 && (
          <>
            <progress class="bulk-progress" aria-label={t('Files that are done')} value={done} max={all.length} />
            <p role="status">{t('{done} of {count} files are done.', { done, count: all.length })}</p>
          </>
        )}
      </div>
      <ul class="portal-list">
        {all.map((one) => (
          <li key={one.number} class="panel portal-stack">
            <FileReport bulk={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileReport({ bulk: { file, outcome } }: { readonly bulk: BulkFile }) {
  const name = <strong class="digest">{file.name}</strong>;
  if (outcome.kind === 'waiting' || outcome.kind === 'sending') {
    const word = outcome.kind === 'waiting' ? t('Waiting') : t('On its way');
    return (
      <div class="panel-head">
        {name}
        <Badge tone="plain" icon="wait" word={word} />
      </div>
    );
  }
  if (outcome.kind === 'refused') {
    return (
      <>
        <div class="panel-head">
          {name}
          <Badge tone="bad" icon="warning" word={t('Not taken')} />
        </div>
        <p>
          {troubleWords(outcome.code)} {outcome.line !== undefined && t('Line {line}', { line: String(outcome.line) })}
        </p>
      </>
    );
  }
  const { id, state, findings } = outcome.view;
  return (
    <>
      <div class="panel-head">
        <a href={`#/declarations/${id}`}>{name}</a>
        <StateBadge state={state} />
      </div>
      {findings.length > 0 && (
        <details>
          <summary>{plural(findings.length, '{count} finding', '{count} findings')}</summary>
          <ul class="portal-findings">
            {findings.map((one) => (
              <li key={`${one.rule} ${one.pointer} ${one.line}`} class={`portal-finding finding-${one.severity}`}>
                <strong>{SEVERITY_WORDS[one.severity]}</strong>{' '}
                {one.line !== undefined && t('Line {line}', { line: String(one.line) })} {placeWords(one.pointer)}{' '}
                <span class="digest quiet">{one.rule}</span>
                <p>
                  {RULE_TEXTS[one.rule]} {REMEDIES[one.rule]}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
