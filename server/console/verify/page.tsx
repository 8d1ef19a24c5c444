import { useEffect } from 'preact/hooks';
import '../design/panel.css';
import { HelpPlace } from '../help/help-place.tsx';
import { t, translated } from '../languages/text.ts';
import { GivenField } from './given-field.tsx';
import { HexField } from './hex-field.tsx';
import { Kept } from './kept.tsx';
import { PageTools } from './page-tools.tsx';
import {
  entryHex,
  isEntryHex,
  ownPolicy,
  type PolicyChoice,
  policyChoice,
  proof,
  serverPolicy,
  verdict,
} from './state.ts';
import { Verdict } from './verdict.tsx';
import './page.css';

/** Verifies a proof file in the reader's browser. */
export function VerifyPage() {
  useEffect(() => {
    void fetch('/ledger/policy')
      .then((response) => (response.ok ? response.text() : null))
      .catch(() => null)
      .then((text) => {
        serverPolicy.value = text;
        if (text === null) policyChoice.value = 'own';
      });
  }, []);
  return (
    <>
      <header class="verify-head">
        <PageTools />
        <h1>{t('Verify a proof')}</h1>
        <p>
          {t(
            'A proof file proves that an entry is in a Postern ledger and cannot be removed. Your browser verifies it on this page: nothing that you give is sent anywhere.',
          )}
        </p>
        <Kept />
        <p>
          <a href="#receipt">{t('Verify a traveller’s receipt')}</a> · <a href="#lane">{t('Check a gate')}</a>
        </p>
      </header>
      <main class="verify-main">
        <section class="panel" aria-labelledby="proof-title">
          <h2 id="proof-title">{t('1. The proof file')}</h2>
          <GivenField
            given={proof}
            label={t('Proof file')}
            hint={t('Drop it here, choose it, or paste it. It begins with “c2sp.org/tlog-proof”.')}
          />
          <EntryField />
        </section>
        <section class="panel" aria-labelledby="policy-title">
          <h2 id="policy-title">{t('2. The policy')}</h2>
          <PolicyFields />
        </section>
        <section class="panel verify-result" aria-labelledby="result-title" aria-live="polite">
          <h2 id="result-title">{t('3. Result')}</h2>
          <Result />
        </section>
      </main>
      <HelpPlace />
    </>
  );
}

function EntryField() {
  const current = verdict.value;
  const asked = current?.kind === 'refused' && current.code === 'no-entry';
  if (!asked && entryHex.value === '') return null;
  return (
    <HexField
      id="entry-hex"
      label={t('The entry’s bytes, in hexadecimal')}
      hint={t('This file does not contain its entry. If you have the entry’s 35 bytes, you can still prove its place.')}
      value={entryHex}
      isValid={isEntryHex.value}
      fault={t('Pairs of the digits 0 to 9 and a to f only.')}
      clean={(typed) => typed.trim().toLowerCase()}
    />
  );
}

const CHOICE_WORDS: { readonly [Choice in PolicyChoice]: string } = translated({
  'of-this-server': 'The policy of this server',
  own: 'A policy of my own',
});

function PolicyFields() {
  const served = serverPolicy.value;
  return (
    <>
      <fieldset class="policy-choices">
        <legend>
          {t('A policy names the log’s key, its witnesses, and the number of witnesses that must cosign.')}
        </legend>
        {(['of-this-server', 'own'] as const).map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="policy"
              value={choice}
              checked={policyChoice.value === choice}
              disabled={choice === 'of-this-server' && served === null}
              onChange={() => {
                policyChoice.value = choice;
              }}
            />
            {CHOICE_WORDS[choice]}
          </label>
        ))}
      </fieldset>
      {policyChoice.value === 'own' ? (
        <GivenField
          given={ownPolicy}
          label={t('Policy')}
          hint={t('A tlog-policy file from a source that you trust: drop, choose or paste it.')}
        />
      ) : (
        <details>
          <summary>{t('Text of the policy')}</summary>
          <pre class="digest policy-text">{served ?? (served === undefined ? t('Waiting for the server…') : '')}</pre>
        </details>
      )}
      {served === null && (
        <p class="quiet">{t('The server does not answer, so only a policy of your own can be used.')}</p>
      )}
    </>
  );
}

function Result() {
  const judged = verdict.value;
  if (judged !== undefined)
    return <Verdict verdict={judged} policyOfServer={policyChoice.value === 'of-this-server'} />;
  const missing = proof.value.kind === 'given' ? t('Choose a policy.') : t('Nothing to verify yet: give a proof file.');
  return <p class="empty">{missing}</p>;
}
