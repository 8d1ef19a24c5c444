import { STATEMENT_REFUSALS, wordsOf } from '../../intake/lane-statements/statement-words.ts';
import { Banner } from '../design/banner.tsx';
import { HelpPlace } from '../help/help-place.tsx';
import { t, translated } from '../languages/text.ts';
import { HexField } from './hex-field.tsx';
import { Kept } from './kept.tsx';
import { answered, isOwnServerKey, laneVerdict, ownServerKey, savedAnswer, scanned } from './lane-state.ts';
import { PageTools } from './page-tools.tsx';
import '../design/panel.css';
import './page.css';
import './verdict.css';

const REFUSAL_WORDS = translated(STATEMENT_REFUSALS);
const ICONS = { good: 'tick', caution: 'warning', bad: 'cross' } as const;

/** Verifies the code on a lane's screen in the browser of the person who scanned it. */
export function LanePage() {
  return (
    <>
      <header class="verify-head">
        <PageTools />
        <h1>{t('Check a gate')}</h1>
        <p>
          {t(
            'The code on the screen of a lane is its signed answer to a question of a few seconds ago. Your browser verifies it on this page. The server is asked about the software that the code names, and stores nothing about you.',
          )}
        </p>
        <Kept />
        <p>
          <a href="#proof">{t('Verify a proof file')}</a> · <a href="#receipt">{t('Verify a traveller’s receipt')}</a>
        </p>
      </header>
      <main class="verify-main">
        <section class="panel verify-result" aria-labelledby="lane-result" aria-live="polite">
          <h2 id="lane-result">{t('Result')}</h2>
          <Judgement />
        </section>
        <section class="panel" aria-labelledby="server-key-title">
          <h2 id="server-key-title">{t('The key of the server')}</h2>
          <HexField
            id="own-server-key"
            label={t('A key from another source')}
            hint={t('64 or 66 digits of hexadecimal. It is used instead of the one that this server states.')}
            value={ownServerKey}
            isValid={isOwnServerKey.value}
            fault={t('64 or 66 of the digits 0 to 9 and a to f, and nothing else.')}
          >
            <p>
              {answered.value
                ? t('This server states its key: {key}', { key: answered.value.proof.serverKey })
                : t('This server has not stated its key.')}
            </p>
          </HexField>
        </section>
      </main>
      <HelpPlace />
    </>
  );
}

function Judgement() {
  const verdict = laneVerdict.value;
  if (verdict === undefined) return <p class="empty">{whatIsMissing()}</p>;
  const { tone, headline, facts, limits } = wordsOf(verdict, t, REFUSAL_WORDS);
  return (
    <div class="verdict">
      <Banner tone={tone} icon={ICONS[tone]}>
        <strong>{headline}</strong>
      </Banner>
      {facts.length > 0 && (
        <>
          <h3>{t('This proves')}</h3>
          <ul>
            {facts.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <h3>{t('This does not prove')}</h3>
          <ul>
            {limits.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {ownServerKey.value.trim() === '' && (
            <p class="quiet">
              {t('The key came from the server of the same lane. A key from another source proves more.')}
            </p>
          )}
          <SavedAnswerLink />
        </>
      )}
    </div>
  );
}

function SavedAnswerLink() {
  const saved = savedAnswer.value;
  if (saved === undefined) return null;
  const address = `data:application/json;charset=utf-8,${encodeURIComponent(`${JSON.stringify(saved, null, 2)}\n`)}`;
  return (
    <p>
      <a href={address} download="lane-answer.json">
        {t('Save this answer')}
      </a>{' '}
      <span class="quiet">{t('The file can be verified later without network.')}</span>
    </p>
  );
}

function whatIsMissing(): string {
  if (scanned.value === undefined) {
    return t('Nothing to check yet: touch “Check this gate” on the screen of a lane, and scan its code.');
  }
  if (answered.value === undefined) return t('Asking this server…');
  return t('The server does not answer, so its key is missing. Enter it below, or try again.');
}
