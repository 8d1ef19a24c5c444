import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { DATA_SETS } from '../../../goods/declarations/form/declaration.ts';
import type { ShownMandate } from '../../../goods/declarations/api/portal-answers.ts';
import type { DeclarationView } from '../../../goods/declarations/api/answers.ts';
import type { Finding } from '../../../goods/declarations/rules/finding.ts';
import { REPRESENTATIVE_STATUS } from '../../../goods/declarations/rules/representation.ts';
import { RULE_TEXTS, SEVERITY_WORDS } from '../rule-words.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { plural, t, translated } from '../../languages/text.ts';
import { ask, type Problem } from '../ask.ts';
import { DeclaredFor, declaredFor } from '../mandates/declared-for.tsx';
import type { PasskeyTrouble } from '../passkeys.ts';
import { go } from '../route.ts';
import { DATA_SET_WORDS, troubleWords } from '../words.ts';
import { CountryList, Fields, idOf } from './field-view.tsx';
import { fieldsOfSection, otherFields, SECTION_NAMES, type SectionName } from './form-fields.ts';
import {
  content,
  dataSet,
  judged,
  keepJudging,
  openItem,
  sentAs,
  setAt,
  startAnew,
  submissionKey,
  tried,
} from './form-state.ts';
import { Items } from './items.tsx';
import { placeWords } from './labels.ts';

const SECTION_WORDS: { readonly [Name in SectionName]: string } = translated({
  general: 'General',
  parties: 'Parties',
  transport: 'Place and transport',
  amounts: 'Amounts and totals',
});

interface FormPageProps {
  /** Stands beside the button that sends. */
  readonly tools: ComponentChildren;
  /** Runs before the form is emptied. */
  readonly onAccepted: () => Promise<unknown>;
}

/** A declaration is written here and judged while it is typed, by the rules that the office applies. */
export function FormPage({ tools, onAccepted }: FormPageProps) {
  useEffect(keepJudging, []);
  return (
    <div class="portal-stack form-page">
      <CountryList />
      <div class="panel-head">
        <h2>{t('New declaration')}</h2>
        <Button label={t('Start anew')} onPress={startAnew} />
      </div>
      <section class="panel" aria-labelledby="set-title">
        <h3 id="set-title">{t('Data set')}</h3>
        <div class="form-sets">
          {DATA_SETS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="data-set"
                checked={dataSet.value === one}
                onChange={() => setAt('/dataSet', one)}
              />{' '}
              {DATA_SET_WORDS[one]}
            </label>
          ))}
        </div>
        <DeclaredFor onChosen={represent} />
      </section>
      {SECTION_NAMES.map((section) => (
        <Section key={section} section={section} />
      ))}
      <Items />
      <details class="panel form-more">
        <summary>{t('More elements of the declaration')}</summary>
        <Fields fields={otherFields(dataSet.value)} pointer="" />
      </details>
      <SealHere />
      <SendBar tools={tools} onAccepted={onAccepted} />
    </div>
  );
}

/** The status that the chosen mandate has is entered for the person; the same content for another trader is another submission. */
function represent(chosen: readonly ShownMandate[]): void {
  submissionKey.value = crypto.randomUUID();
  const [mandate] = chosen;
  if (mandate !== undefined) setAt('/representative/status', REPRESENTATIVE_STATUS[mandate.kind]);
}

function Section({ section }: { readonly section: SectionName }) {
  const fields = fieldsOfSection(section, dataSet.value);
  if (fields.length === 0) return null;
  return (
    <section class="panel portal-stack" aria-labelledby={`section-${section}`}>
      <h3 id={`section-${section}`}>{SECTION_WORDS[section]}</h3>
      <Fields fields={fields} pointer="" />
    </section>
  );
}

const isMissing = ({ rule }: Finding): boolean => rule === 'CDS10001';

/** The findings in short, each a way to its field, and the button that sends. */
function SendBar({ tools, onAccepted }: FormPageProps) {
  const busy = useSignal(false);
  const isUnfolded = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const { findings, isCurrent } = judged.value;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const missing = errors.filter(isMissing).length;
  const send = async () => {
    tried.value = true;
    if (errors.length > 0) {
      isUnfolded.value = true;
      return;
    }
    busy.value = true;
    const sent = await (isSealedHere.value ? submitSealed(onAccepted) : submit(onAccepted));
    busy.value = false;
    trouble.value = sent;
  };
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const notices = findings.length - errors.length - warnings;
  return (
    <section class="form-bar" aria-label={t('Findings')}>
      {isUnfolded.value && <FindingLinks findings={findings} />}
      <div class="form-bar-line">
        <p role="status" aria-busy={!isCurrent}>
          {findings.length === 0 && isCurrent
            ? t('No findings: ready to send')
            : [
                errors.length > missing && plural(errors.length - missing, '{count} error', '{count} errors'),
                missing > 0 && plural(missing, '{count} element missing', '{count} elements missing'),
                warnings > 0 && plural(warnings, '{count} warning', '{count} warnings'),
                notices > 0 && plural(notices, '{count} notice', '{count} notices'),
              ]
                .filter(Boolean)
                .join(' · ')}
        </p>
        {findings.length > 0 && (
          <Button
            label={isUnfolded.value ? t('Hide the findings') : t('Show the findings')}
            pressed={isUnfolded.value}
            onPress={() => {
              isUnfolded.value = !isUnfolded.value;
            }}
          />
        )}
        <Button weight="main" label={t('Send')} busy={busy.value || !isCurrent} onPress={() => void send()} />
      </div>
      {tools}
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
        {tried.value && errors.length > 0 && t('The office would reject this. Correct the errors first.')}
      </p>
    </section>
  );
}

/** Lines of the list of findings. */
const MAX_LINES = 100;

function FindingLinks({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul class="form-links">
      {findings.slice(0, MAX_LINES).map(({ rule, pointer, severity }) => (
        <li key={`${rule} ${pointer}`}>
          <button type="button" class="form-link" onClick={() => show(pointer)}>
            <strong>{SEVERITY_WORDS[severity]}</strong> {placeWords(pointer)}: {RULE_TEXTS[rule]}{' '}
            <span class="digest quiet">{rule}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Opens all around the field, and focuses it; of a group that is missing, its first field. */
function show(pointer: string): void {
  const [, index] = /^\/goods\/(\d+)/.exec(pointer) ?? [];
  if (index !== undefined) openItem.value = Number(index);
  requestAnimationFrame(() => {
    const place = nearest(pointer);
    for (let around = place; around !== null; around = around.parentElement)
      if (around instanceof HTMLDetailsElement) around.open = true;
    const field = place instanceof HTMLInputElement ? place : place?.querySelector<HTMLElement>('input, button');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}

function nearest(pointer: string): HTMLElement | null {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.getElementById(idOf(at));
    if (found !== null) return found;
  }
  return null;
}

/** Fingerprint of the offices; empty: the declaration is sent as it is, and sealed by the office's program. */
const readers = signal('');
const isSealedHere = signal(false);

const FINGERPRINT = /^[0-9a-f]{64}$/;

function SealHere() {
  return (
    <details class="panel form-more">
      <summary>{t('Seal in this browser')}</summary>
      <label>
        <input
          type="checkbox"
          checked={isSealedHere.value}
          onChange={({ currentTarget }) => (isSealedHere.value = currentTarget.checked)}
        />{' '}
        {t('Seal before sending')}
      </label>
      <p class="quiet">
        {t(
          'The server then gets no plaintext. Its rules cannot judge the content again, the documents of each such declaration are controlled, and it cannot be sent for another trader. This page itself comes from the server: use your own program where the operator must not be able to read it.',
        )}
      </p>
      <Field
        label={t('Fingerprint of the offices, as the customs authority gave it to you')}
        value={readers}
        maxLength={64}
        isExact
        isRequired={false}
      />
    </details>
  );
}

async function submitSealed(onAccepted: FormPageProps['onAccepted']): Promise<PasskeyTrouble | undefined> {
  if (declaredFor.value !== '') return 'malformed-request';
  const fingerprint = readers.value.trim().toLowerCase();
  if (!FINGERPRINT.test(fingerprint)) return 'other-readers';
  const { sealHere } = await import('./seal-here.ts');
  const outcome = await sealHere(content.value, fingerprint, submissionKey.value);
  if (outcome.kind === 'faulty') return 'malformed-request';
  if (outcome.kind === 'refused') return outcome.code as PasskeyTrouble;
  await onAccepted();
  startAnew();
  go('declarations', outcome.declaration.id);
  return undefined;
}

/** The same message under the same key is filed once, however often it is sent. Resolves to `undefined` when it was stored. */
async function submit(onAccepted: FormPageProps['onAccepted']): Promise<Problem | undefined> {
  const asked = await ask<DeclarationView>('POST', '/v1/declarations', {
    body: JSON.stringify(content.value),
    submissionKey: submissionKey.value,
    principal: declaredFor.value,
  });
  if (asked.kind === 'refused') return asked.code;
  const { id, state } = asked.value;
  if (state === 'accepted') {
    await onAccepted();
    startAnew();
  } else {
    sentAs.value = id;
    submissionKey.value = crypto.randomUUID();
  }
  go('declarations', id);
  return undefined;
}
